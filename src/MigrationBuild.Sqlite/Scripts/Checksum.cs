using System.Buffers.Binary;
using System.Security.Cryptography;
using MigrationBuild.Sqlite.Engine;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Scripts;

/// <summary>
/// A sum over the values of a column in which their order does not count, but type, content and number do:
/// the sum of the first 128 bits of each value's SHA-256, modulo 2^128. (An XOR would lose values that occur twice.)
/// </summary>
internal static class Checksum
{
    public static string Of(SqliteSession session, string table, string column)
    {
        // A qualified name is never taken for a string literal, as "name" alone would be where there is no such column.
        var name = SqlText.Identifier(table);
        using var statement = session.Prepare($"SELECT {name}.{SqlText.Identifier(column)} FROM main.{name}");
        var sum = UInt128.Zero;
        var count = 0L;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        while (statement.Step())
        {
            using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            AppendValue(content, statement);
            content.GetHashAndReset(hash);
            sum += BinaryPrimitives.ReadUInt128BigEndian(hash);
            count++;
        }
        return FormattableString.Invariant($"{count}:{sum:x32}");
    }

    private static void AppendValue(IncrementalHash content, SqliteStatement row)
    {
        var type = row.TypeOf(0);
        content.AppendData([(byte)type]);
        Span<byte> number = stackalloc byte[sizeof(long)];
        switch (type)
        {
            case raw.SQLITE_INTEGER:
                BinaryPrimitives.WriteInt64BigEndian(number, row.Integer(0));
                content.AppendData(number);
                break;
            case raw.SQLITE_FLOAT:
                BinaryPrimitives.WriteDoubleBigEndian(number, row.Real(0));
                content.AppendData(number);
                break;
            case raw.SQLITE_NULL:
                break;
            default:
                content.AppendData(row.Bytes(0));
                break;
        }
    }
}
