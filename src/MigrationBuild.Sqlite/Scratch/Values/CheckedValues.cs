using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;

namespace MigrationBuild.Sqlite.Scratch.Values;

/// <summary>Brings the values of a type and what the table's checks ask for together.</summary>
internal sealed class CheckedValues(SqliteSession session, MasterRow table, ISqlDialect dialect, IReadOnlyList<string> columns)
{
    private const int Most = 60;

    // No more rows than these have been asked of a table yet.
    private static readonly int[] Probed = [0, 1, 2, 9, 29];

    private readonly IReadOnlyList<TableCheck> _checks = table.Module is null ? TableChecks.Of(table.Sql, columns, dialect) : [];

    /// <summary>The values to try: the constants of the checks first. Without those that a check of this column alone refuses.</summary>
    public IReadOnlyList<string> Select(string column, ColumnType type)
    {
        var ofType = TypeValues.Of(type);
        var checks = ChecksOf(column);
        if (checks.Count == 0)
            return ofType;
        List<string> candidates = [.. checks.SelectMany(check => new CheckConstants(check).Candidates()).Concat(ofType).Distinct(StringComparer.Ordinal)];
        List<string> fitting = [.. candidates.Where(type.Fits)];
        if (ProbeOf(column, checks) is not { } probe || probe.Accepted(fitting) is not { } accepted)
            return [.. fitting.Take(Most)];
        // The engine takes any value in any column, and so may the check.
        if (accepted.Count == 0)
            accepted = probe.Accepted(candidates) is { Count: > 0 } others ? others : candidates;
        return [.. accepted.Take(Most)];
    }

    /// <summary>A series that the checks of this column alone accept; null where none is known.</summary>
    public Func<int, string>? SelectSeries(string column, ColumnType type)
    {
        var ofType = ValueSeries.Of(type);
        var checks = ChecksOf(column);
        if (ofType is null || ProbeOf(column, checks) is not { } probe)
            return ofType;
        List<Func<int, string>> all = [ofType, .. checks.SelectMany(check => new CheckConstants(check).Series())];
        foreach (var series in all.Where(series => type.Fits(series(0))).Concat(all.Where(series => !type.Fits(series(0)))))
        {
            List<string> values = [.. Probed.Select(series)];
            var accepted = probe.Accepted(values);
            if (accepted is null)
                return ofType;
            if (accepted.Count == values.Count)
                return series;
        }
        return null;
    }

    private List<TableCheck> ChecksOf(string column) => [.. _checks.Where(check => check.Columns.Contains(column, StringComparer.Ordinal))];

    /// <summary>Null where no check is of this column alone.</summary>
    private CheckProbe? ProbeOf(string column, List<TableCheck> checks)
    {
        List<TableCheck> alone = [.. checks.Where(check => check.Columns.Count == 1)];
        return alone.Count == 0 ? null : new CheckProbe(session, table.Name, column, alone);
    }
}
