using MigrationBuild.Sql.Model;

namespace MigrationBuild.Sql.Recognition;

/// <summary>The tables that a query reads.</summary>
internal static class SourceReader
{
    /// <summary>The names after FROM and JOIN up to the end of the statement, each once. Names of WITH queries are among them.</summary>
    public static IReadOnlyList<ObjectName> ReadToEnd(TokenReader reader)
    {
        var sources = new List<ObjectName>();
        for (; !reader.AtEnd; reader.Position++)
        {
            if (!reader.IsOneOf("FROM", "JOIN"))
                continue;
            do
            {
                reader.Position++;
                reader.Try("ONLY");
                if (reader.TryObjectName() is { } name && !sources.Contains(name))
                    sources.Add(name);
                // FROM a AS x, b
                if (!reader.IsSymbol(",") && reader.Try("AS"))
                    reader.TryName();
                else if (reader.IsName && !reader.IsOneOf("WHERE", "JOIN", "LEFT", "RIGHT", "INNER", "FULL", "CROSS", "ON", "GROUP", "ORDER", "LIMIT", "UNION", "FROM"))
                    reader.TryName();
            }
            while (reader.IsSymbol(","));
            reader.Position--;
        }
        return sources;
    }
}
