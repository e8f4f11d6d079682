using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scripts.Invariants;

/// <summary>
/// A sum over the rows of a table in which their order does not count, but type, content and number do: the number of rows and the sum of
/// their digests, modulo 2^128. (An XOR would lose values that occur twice.)
/// </summary>
internal static class Checksum
{
    public static string OfColumn(SqliteSession session, string table, string column)
    {
        // A qualified name is never taken for a string literal, as "name" alone would be where there is no such column.
        var name = SqlText.Identifier(table);
        using var statement = session.Prepare($"SELECT {name}.{SqlText.Identifier(column)} FROM main.{name}");
        using var digest = new ValueDigest();
        return Sum(All(statement, row => digest.Of(row, 0)));
    }

    public static string OfTable(SqliteSession session, string table)
    {
        var columns = TableColumns.Read(session, table).Names;
        using var statement = session.Prepare($"SELECT {Select(table, columns)} FROM main.{SqlText.Identifier(table)}");
        using var digest = new ValueDigest();
        return Sum(All(statement, row => digest.Of(row, 0, columns)));
    }

    /// <summary>Over the rows whose keys have the smallest digests: the same rows each time, as long as the keys are the same, and spread over all of them.</summary>
    /// <param name="column">Null: all.</param>
    public static string OfSample(SqliteSession session, string table, string? column, int rows)
    {
        var (names, key) = TableColumns.Read(session, table);
        if (key.Count == 0)
            throw new EngineException($"{table} has no primary key, by which the same rows could be found again; leave out the sample", null);
        IReadOnlyList<string> values = column is null ? names : [.. key, column];
        using var statement = session.Prepare($"SELECT {Select(table, [.. key, .. values])} FROM main.{SqlText.Identifier(table)}");
        using var digest = new ValueDigest();
        // The largest of those that are kept comes out first.
        var kept = new PriorityQueue<UInt128, UInt128>(Comparer<UInt128>.Create((a, b) => b.CompareTo(a)));
        while (statement.Step())
        {
            var place = digest.Of(statement, 0, key);
            if (kept.Count == rows && kept.TryPeek(out _, out var largest) && place >= largest)
                continue;
            kept.Enqueue(digest.Of(statement, key.Count, values), place);
            if (kept.Count > rows)
                kept.Dequeue();
        }
        return Sum(kept.UnorderedItems.Select(item => item.Element));
    }

    private static string Select(string table, IEnumerable<string> columns) =>
        string.Join(", ", columns.Select(c => $"{SqlText.Identifier(table)}.{SqlText.Identifier(c)}"));

    private static IEnumerable<UInt128> All(SqliteStatement statement, Func<SqliteStatement, UInt128> digest)
    {
        while (statement.Step())
            yield return digest(statement);
    }

    private static string Sum(IEnumerable<UInt128> digests)
    {
        var sum = UInt128.Zero;
        var count = 0L;
        foreach (var digest in digests)
        {
            sum += digest;
            count++;
        }
        return FormattableString.Invariant($"{count}:{sum:x32}");
    }
}
