using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>SET, RESET, and what begins and ends transactions.</summary>
internal static class SettingReader
{
    private static readonly string[] Control = ["BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE", "ABORT", "START", "PREPARE"];

    /// <summary>Null where it is none of these.</summary>
    public static Statement? TryRead(TokenReader reader, int start)
    {
        if (reader.Try("RESET"))
            return reader.TryObjectName() is { } name ? new SetSetting(start, Lower(name), null) : null;
        if (reader.Try("SET"))
            return Set(reader, start);
        if (reader.Is("PREPARE") && !reader.Is("PREPARE", "TRANSACTION"))
            return new OtherStatement(start, "PREPARE");
        return Array.Find(Control, w => reader.Is(w)) is { } word ? new TransactionControl(start, word) : null;
    }

    private static Statement? Set(TokenReader reader, int start)
    {
        if (reader.IsOneOf("CONSTRAINTS", "TRANSACTION") || reader.Is("SESSION", "CHARACTERISTICS"))
            return new OtherStatement(start, "SET");
        var isLocal = reader.Try("LOCAL");
        if (!isLocal)
            reader.Try("SESSION");
        if (reader.IsOneOf("ROLE", "AUTHORIZATION") || reader.Is("TIME", "ZONE"))
            return new SetSetting(start, new SqlName(reader.Is("TIME") ? "timezone" : "role"), null) { IsLocal = isLocal };
        if (reader.TryObjectName() is not { } name || !(reader.TrySymbol("=") || reader.Try("TO")))
            return reader.AtEnd ? null : new OtherStatement(start, "SET");
        var from = reader.Position;
        var value = reader.Try("DEFAULT") ? null : Literals.TryRead(reader) is { } literal && reader.AtEnd ? literal : Rest(reader, from);
        return new SetSetting(start, Lower(name), value) { IsLocal = isLocal };
    }

    private static string Rest(TokenReader reader, int from)
    {
        while (!reader.AtEnd)
            reader.Position++;
        return reader.TextBetween(from, reader.Position);
    }

    private static SqlName Lower(ObjectName name) => new(name.ToString().ToLowerInvariant());
}
