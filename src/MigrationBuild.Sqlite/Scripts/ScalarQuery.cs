using System.Text;
using System.Text.RegularExpressions;
using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Scripts;

/// <summary>`rows(T)`, `checksum(T.C)`, or a query of the engine: one value as text.</summary>
internal static partial class ScalarQuery
{
    private const string Name = """("(?:[^"]|"")+"|\[[^\]]+\]|`(?:[^`]|``)+`|[^\s"'`\[\]().,;]+)""";

    public static string? Run(SqliteSession session, string query)
    {
        if (RowsPattern().Match(query) is { Success: true } rows)
            return session.Text($"SELECT count(*) FROM main.{SqlText.Identifier(Unquote(rows.Groups[1].Value))}");
        if (ChecksumPattern().Match(query) is { Success: true } checksum)
            return Checksum.Of(session, Unquote(checksum.Groups[1].Value), Unquote(checksum.Groups[2].Value));

        var sql = Encoding.UTF8.GetBytes(query);
        using var statement = session.Prepare(sql, out var tail) ?? throw new EngineException("the query is empty", null);
        var rest = sql.AsSpan(tail);
        if (ScriptPosition.SkipBlank(rest, 0) < rest.Length)
            throw new EngineException("the query has more than one statement", null);
        if (!statement.IsReadOnly || statement.ColumnCount == 0)
            throw new EngineException("the query does not only read", null);
        if (!statement.Step())
            return null;
        return statement.TypeOf(0) == raw.SQLITE_BLOB ? Convert.ToHexStringLower(statement.Bytes(0)) : statement.Text(0);
    }

    private static string Unquote(string name) => name[0] switch
    {
        '"' => name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal),
        '`' => name[1..^1].Replace("``", "`", StringComparison.Ordinal),
        '[' => name[1..^1],
        _ => name,
    };

    [GeneratedRegex($@"^\s*rows\s*\(\s*{Name}\s*\)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RowsPattern();

    [GeneratedRegex($@"^\s*checksum\s*\(\s*{Name}\s*\.\s*{Name}\s*\)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ChecksumPattern();
}
