using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>VACUUM, CLUSTER, REPACK, REINDEX, REFRESH, LOCK.</summary>
internal static class MaintenanceReader
{
    /// <summary>Null where it is none of these.</summary>
    public static Statement? TryRead(TokenReader reader, int start)
    {
        if (reader.Try("VACUUM"))
            return Vacuum(reader, start);
        if (reader.Try("CLUSTER") || reader.Try("REPACK"))
            return Cluster(reader, start);
        if (reader.Try("REINDEX"))
            return Reindex(reader, start);
        if (reader.Try("REFRESH", "MATERIALIZED", "VIEW"))
        {
            var isConcurrent = reader.Try("CONCURRENTLY");
            return reader.TryObjectName() is { } view ? new RefreshView(start, view, isConcurrent) { WithNoData = reader.Is("WITH", "NO", "DATA") } : null;
        }
        return reader.Try("LOCK") ? Lock(reader, start) : null;
    }

    private static Vacuum Vacuum(TokenReader reader, int start)
    {
        var isFull = reader.IsSymbol("(") && HasOption(reader, "FULL");
        reader.TrySkipBrackets();
        while (reader.IsOneOf("FULL", "FREEZE", "VERBOSE", "ANALYZE", "ANALYSE"))
        {
            isFull |= reader.Is("FULL");
            reader.Position++;
        }
        var tables = new List<ObjectName>();
        while (reader.TryObjectName() is { } table)
        {
            tables.Add(table);
            reader.TrySkipBrackets();
            if (!reader.TrySymbol(","))
                break;
        }
        return new Vacuum(start, tables, isFull);
    }

    private static Cluster Cluster(TokenReader reader, int start)
    {
        var isConcurrent = reader.IsSymbol("(") && HasOption(reader, "CONCURRENTLY");
        reader.TrySkipBrackets();
        reader.Try("VERBOSE");
        isConcurrent |= reader.Try("CONCURRENTLY");
        return new Cluster(start, reader.TryObjectName()) { IsConcurrent = isConcurrent };
    }

    private static Reindex? Reindex(TokenReader reader, int start)
    {
        var isConcurrent = reader.IsSymbol("(") && HasOption(reader, "CONCURRENTLY");
        reader.TrySkipBrackets();
        ObjectKind? kind = reader.Try("INDEX") ? ObjectKind.Index
            : reader.Try("TABLE") ? ObjectKind.Table
            : reader.Try("SCHEMA") ? ObjectKind.Schema
            : reader.Try("DATABASE") || reader.Try("SYSTEM") ? ObjectKind.Database
            : null;
        isConcurrent |= reader.Try("CONCURRENTLY");
        return kind is null ? null : new Reindex(start, kind.Value, reader.TryObjectName(), isConcurrent);
    }

    private static LockTable Lock(TokenReader reader, int start)
    {
        reader.Try("TABLE");
        reader.Try("ONLY");
        var tables = reader.ObjectNames();
        if (!reader.Try("IN"))
            return new LockTable(start, tables, "ACCESS EXCLUSIVE");
        var from = reader.Position;
        reader.SkipUntil(r => r.Is("MODE"));
        return new LockTable(start, tables, reader.TextBetween(from, reader.Position).ToUpperInvariant());
    }

    // (FULL), (FULL true, ANALYZE), (FULL off)
    private static bool HasOption(TokenReader reader, string option)
    {
        var start = reader.Position;
        var end = start + reader.LengthOfBrackets();
        var isOn = false;
        for (reader.Position++; reader.Position < end; reader.Position++)
        {
            if (reader.Try(option))
                isOn = !reader.IsOneOf("FALSE", "OFF") && !(reader.Current.Kind == SqlTokenKind.Number && reader.Current.In(reader.Text) is "0");
        }
        reader.Position = start;
        return isOn;
    }
}
