using System.Text;
using System.Text.Unicode;
using MigrationBuild.Sqlite.Engine;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Scratch.Rows;

/// <summary>A stored value as the literal that gives it back, with its type.</summary>
internal static class RowLiteral
{
    public static string Of(SqliteSession session, SqliteStatement row, int column) => row.TypeOf(column) switch
    {
        raw.SQLITE_NULL => "NULL",
        raw.SQLITE_INTEGER => SqlText.Literal(row.Integer(column)),
        raw.SQLITE_FLOAT => RealLiteral.Of(row.Real(column), session),
        raw.SQLITE_BLOB => $"x'{Convert.ToHexStringLower(row.Bytes(column))}'",
        _ => Text(row.Bytes(column)),
    };

    private static string Text(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes)
        ? SqlText.Literal(Encoding.UTF8.GetString(bytes))
        : $"CAST(x'{Convert.ToHexStringLower(bytes)}' AS TEXT)";
}
