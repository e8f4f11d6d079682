using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Sql.Recognition;

/// <summary>CREATE VIEW, from the word after that on.</summary>
internal static class ViewReader
{
    /// <summary>Null where it is not understood.</summary>
    public static CreateView? TryRead(TokenReader reader, int start, bool isMaterialized, bool orReplace)
    {
        reader.Try("IF", "NOT", "EXISTS");
        if (reader.TryObjectName() is not { } name)
            return null;
        var mentions = MentionReader.Ahead(reader);
        return new CreateView(start, name, SourceReader.ReadToEnd(reader)) { IsMaterialized = isMaterialized, OrReplace = orReplace, Mentions = mentions };
    }
}
