namespace MigrationBuild.Sql.Recognition;

/// <summary>Queries that stand by themselves.</summary>
internal static class QueryReader
{
    /// <summary>Whether the statement that comes next is a query without any call: a function may change whatever it likes. Reads nothing.</summary>
    public static bool OnlyReads(TokenReader reader) => reader.IsOneOf("SELECT", "VALUES", "TABLE", "SHOW") && !ExpressionReader.HasCallAhead(reader);
}
