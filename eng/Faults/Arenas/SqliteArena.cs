using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using MigrationBuild.Eng.Faults.Judging;

namespace MigrationBuild.Eng.Faults.Arenas;

/// <summary>A database file. It is read from a copy, so that what a killed writer left is found by the product first.</summary>
internal sealed class SqliteArena(string folder, string images) : Arena(folder)
{
    private static readonly string[] Companions = ["", "-journal", "-wal"];

    static SqliteArena() => SQLitePCL.Batteries_V2.Init();

    public override string Engine => "sqlite";

    public override string ConnectionString => Database;

    private string Database => Path.Combine(Folder, "shop.db");

    public override Task SaveAsync(string image)
    {
        Directory.CreateDirectory(images);
        File.Copy(Database, Path.Combine(images, image));
        return Task.CompletedTask;
    }

    public override Task LoadContentAsync(string? image)
    {
        if (image is null)
            File.Delete(Database);
        else
            File.Copy(Path.Combine(images, image), Database, overwrite: true);
        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(string sql)
    {
        await using var connection = Open(Database);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    // Pages in the middle; the engine opens the file and finds the damage when it reads them.
    public override async Task DamageAsync()
    {
        await using var file = new FileStream(Database, FileMode.Open, FileAccess.Write);
        file.Position = file.Length / 2;
        await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 64 * 1024).ToArray());
    }

    public override async Task<Observation> ReadAsync()
    {
        if (!File.Exists(Database))
            return Observation.Nothing;
        using var copy = new TemporaryFolder("faults-look");
        foreach (var companion in Companions.Where(c => File.Exists(Database + c)))
            File.Copy(Database + companion, copy.Sub("shop.db" + companion));
        return await ReadAsync(copy.Sub("shop.db"));
    }

    /// <summary>What is in a file, which may be a snapshot.</summary>
    public static async Task<Observation> ReadAsync(string file)
    {
        try
        {
            await using var connection = Open(file);
            var damage = string.Join('\n', Rows(connection, "PRAGMA integrity_check(3)"));
            if (damage != "ok")
                return Observation.Nothing with { Damage = damage };
            var master = Rows(connection, "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE lower(tbl_name) <> 'migration_history' AND name NOT LIKE 'sqlite_%' ORDER BY type, name");
            var tables = Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND lower(name) <> 'migration_history' AND name NOT LIKE 'sqlite_%' ORDER BY name");
            var all = Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table'");
            return new(
                string.Join('\n', master),
                Digest.Of(string.Join('\n', tables.Select(t => $"{t}\n{string.Join('\n', Rows(connection, $"SELECT * FROM \"{t}\"").Order(StringComparer.Ordinal))}"))),
                all.Contains("ran") ? Rows(connection, "SELECT step FROM ran ORDER BY step") : [],
                all.Contains("migration_history") ? History(connection) : [],
                [],
                null);
        }
        catch (SqliteException e)
        {
            return Observation.Nothing with { Damage = e.Message };
        }
    }

    // A file lock dies with its process.
    public override Task<IReadOnlyList<string>> SettleAsync() => Task.FromResult<IReadOnlyList<string>>([]);

    protected override Task<IReadOnlyList<string>> StrayAsync() => SettleAsync();

    // What was damaged is kept beside what replaced it.
    protected override bool MayStay(string file) => file == "shop.db" || file.StartsWith("shop.db.damaged-", StringComparison.Ordinal);

    private static IReadOnlyList<HistoryEntry> History(SqliteConnection connection) =>
        [.. Rows(connection, "SELECT run_id, action, coalesce(version, '') FROM migration_history ORDER BY id").Select(row => row.Split('|')).Select(c => new HistoryEntry(c[0], c[1], c[2].Length == 0 ? null : c[2]))];

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            var row = new StringBuilder();
            for (var i = 0; i < reader.FieldCount; i++)
                row.Append(i == 0 ? "" : "|").Append(reader.IsDBNull(i) ? "NULL" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture));
            rows.Add(row.ToString());
        }
        return rows;
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
