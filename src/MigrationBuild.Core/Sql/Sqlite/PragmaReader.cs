using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.Sqlite;

/// <summary>PRAGMA, from the word after it on.</summary>
internal static class PragmaReader
{
    /// <summary>Null where it is not understood.</summary>
    public static Statement? TryRead(TokenReader reader, int start)
    {
        if (reader.TryObjectName() is not { } name)
            return null;
        if (reader.AtEnd)
            return new OtherStatement(start, "PRAGMA");
        if (reader.IsSymbol("("))
            return new SetSetting(start, new SqlName(name.Name.Key), reader.TextsInBrackets().FirstOrDefault(""));
        var value = reader.TrySymbol("=") ? reader.Position : -1;
        reader.SkipTo(";");
        return value < 0 ? null : new SetSetting(start, new SqlName(name.Name.Key), reader.TextBetween(value, reader.Position).Trim('\''));
    }
}
