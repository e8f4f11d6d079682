using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Sql.Recognition;

/// <summary>CREATE INDEX, from the word after that on.</summary>
internal static class IndexReader
{
    /// <summary>Null where it is not understood.</summary>
    public static CreateIndex? TryRead(TokenReader reader, int start, bool isUnique)
    {
        var isConcurrent = reader.Try("CONCURRENTLY");
        var ifNotExists = reader.Try("IF", "NOT", "EXISTS");
        var name = reader.Is("ON") ? null : reader.TryObjectName();
        if (!reader.Try("ON"))
            return null;
        var only = reader.Try("ONLY");
        if (reader.TryObjectName() is not { } table)
            return null;
        if (reader.Try("USING"))
            reader.TryName();
        // SQLite writes the schema of both before the index.
        return new CreateIndex(start, name?.Name, name?.Schema is null ? table : table with { Schema = name.Schema })
        {
            Mentions = MentionReader.Ahead(reader),
            Columns = reader.NamesInBrackets(),
            IsUnique = isUnique,
            IsConcurrent = isConcurrent,
            IfNotExists = ifNotExists,
            IsPartial = reader.HasAhead("WHERE"),
            Only = only,
        };
    }
}
