using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Schemas;

/// <summary>Reads `sqlite_master`. A row that was there before is the same object again, and costs no more than a comparison of its bytes.</summary>
internal sealed class MasterRows
{
    // A migration is tried up, down and up again, so that what is gone comes back.
    private const int VersionsOfOneName = 4;

    // Without a text are the indexes that constraints make. No name of a user's may begin with "sqlite_".
    private const string Query =
        """
        SELECT type || char(0) || name || char(0) || tbl_name || char(0) || sql, type, name, tbl_name, sql
        FROM main.sqlite_master WHERE sql IS NOT NULL AND substr(name, 1, 7) <> 'sqlite_'
        """;

    private readonly Dictionary<(string Type, string Name), List<Known>> _known = [];
    private List<Known> _last = [];

    public MasterChange Read(SqliteSession session, ISqlDialect dialect)
    {
        var rows = new List<Known>(_last.Count);
        var added = new List<MasterRow>();
        using var statement = session.Prepare(Query);
        var expected = 0;
        while (statement.Step())
        {
            var bytes = statement.Bytes(0);
            var row = expected < _last.Count && bytes.SequenceEqual(_last[expected].Bytes) ? _last[expected] : Find(statement, bytes, dialect);
            rows.Add(row);
            if (row.Place is null)
                added.Add(row.Row);
            // After a row that is gone, the next one stands where it did.
            expected = (row.Place ?? expected) + 1;
        }
        return new MasterChange(added, Replace(rows));
    }

    private Known Find(SqliteStatement statement, ReadOnlySpan<byte> bytes, ISqlDialect dialect)
    {
        var name = (statement.Text(1)!, statement.Text(2)!);
        if (!_known.TryGetValue(name, out var versions))
            _known.Add(name, versions = []);
        foreach (var version in versions)
        {
            if (bytes.SequenceEqual(version.Bytes))
                return version;
        }
        var (table, sql) = (statement.Text(3)!, statement.Text(4)!);
        var known = new Known(bytes.ToArray(), new MasterRow(name.Item1, name.Item2, table, sql, name.Item1 == "table" ? ModuleOf(sql, dialect) : null));
        if (versions.Count == VersionsOfOneName)
            versions.RemoveAt(0);
        versions.Add(known);
        return known;
    }

    /// <returns>The rows that are gone.</returns>
    private List<MasterRow> Replace(List<Known> rows)
    {
        foreach (var row in _last)
            row.Place = null;
        for (var i = 0; i < rows.Count; i++)
            rows[i].Place = i;
        List<MasterRow> gone = [.. _last.Where(row => row.Place is null).Select(row => row.Row)];
        _last = rows;
        return gone;
    }

    private static string? ModuleOf(string sql, ISqlDialect dialect)
    {
        var pieces = SqlPieces.Of(sql, dialect);
        if (!pieces.Accept("CREATE", "VIRTUAL", "TABLE"))
            return null;
        pieces.Accept("IF", "NOT", "EXISTS");
        pieces.TakeName();
        pieces.Expect("USING");
        return pieces.TakeName();
    }

    private sealed class Known(byte[] bytes, MasterRow row)
    {
        public byte[] Bytes { get; } = bytes;

        public MasterRow Row { get; } = row;

        /// <summary>Its index in the last reading; null where it was not in it.</summary>
        public int? Place { get; set; }
    }
}
