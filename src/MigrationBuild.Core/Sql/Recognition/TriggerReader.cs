using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Sql.Recognition;

/// <summary>CREATE TRIGGER, from the word after that on. Its body does not run now.</summary>
internal static class TriggerReader
{
    /// <summary>Null where it is not understood.</summary>
    public static CreateObject? TryRead(TokenReader reader, int start, bool orReplace)
    {
        var ifNotExists = reader.Try("IF", "NOT", "EXISTS");
        if (reader.TryObjectName() is not { } name)
            return null;
        reader.SkipUntil(r => r.Is("ON"));
        return reader.Try("ON") && reader.TryObjectName() is { } table
            ? new CreateObject(start, ObjectKind.Trigger, name) { Table = table with { Schema = name.Schema ?? table.Schema }, IfNotExists = ifNotExists, OrReplace = orReplace, Mentions = MentionReader.Ahead(reader) }
            : null;
    }
}
