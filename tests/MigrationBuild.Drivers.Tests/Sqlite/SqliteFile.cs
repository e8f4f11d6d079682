using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace MigrationBuild.Drivers.Tests.Sqlite;

/// <summary>A database as an application would use it, past the driver under test.</summary>
public static class SqliteFile
{
    static SqliteFile() => SQLitePCL.Batteries_V2.Init();

    public static SqliteConnection Open(string file, string sql = "")
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Run(connection, sql);
        return connection;
    }

    public static void Run(string file, string sql)
    {
        using var connection = Open(file, sql);
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (sql.Length > 0)
            command.ExecuteNonQuery();
    }

    public static string Scalar(string file, string sql)
    {
        using var connection = Open(file);
        return string.Join('\n', Rows(connection, sql));
    }

    /// <summary>Every value of every table of a user as its type and bytes.</summary>
    public static string Digest(string file)
    {
        using var connection = Open(file);
        var text = new StringBuilder();
        foreach (var table in Rows(connection, "SELECT quote(name) FROM sqlite_master WHERE type = 'table' AND name NOT IN ('migration_history', 'sqlite_sequence') ORDER BY name"))
        {
            var columns = Rows(connection, $"SELECT '\"' || replace(name, '\"', '\"\"') || '\"' FROM pragma_table_xinfo({table}) ORDER BY cid");
            var values = string.Join(" || ',' || ", columns.Select(c => $"typeof({c}) || ':' || CASE typeof({c}) WHEN 'real' THEN printf('%!.20g', {c}) ELSE hex({c}) END"));
            text.Append(table).Append('\n');
            var name = $"\"{table[1..^1].Replace("''", "'", StringComparison.Ordinal).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            foreach (var row in Rows(connection, $"SELECT {values} FROM {name} ORDER BY 1"))
                text.Append(row).Append('\n');
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.IsDBNull(0) ? "NULL" : reader.GetString(0));
        return rows;
    }
}
