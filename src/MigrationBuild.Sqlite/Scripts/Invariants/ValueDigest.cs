using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MigrationBuild.Sqlite.Engine;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Scripts.Invariants;

/// <summary>The first 128 bits of a SHA-256 over values with their types.</summary>
internal sealed class ValueDigest : IDisposable
{
    private readonly IncrementalHash _content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Dispose() => _content.Dispose();

    /// <summary>Of one value.</summary>
    public UInt128 Of(SqliteStatement row, int column)
    {
        Append(row, column);
        return End();
    }

    /// <summary>Of these columns, each with its name, so that neither the order of the columns counts nor where one value ends is open.</summary>
    /// <param name="names">Of the columns from `first` on.</param>
    public UInt128 Of(SqliteStatement row, int first, IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            AppendText(names[i]);
            AppendLength(row.TypeOf(first + i) is raw.SQLITE_TEXT or raw.SQLITE_BLOB ? row.Bytes(first + i).Length : -1);
            Append(row, first + i);
        }
        return End();
    }

    private UInt128 End()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _content.GetHashAndReset(hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private void AppendText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        AppendLength(bytes.Length);
        _content.AppendData(bytes);
    }

    private void AppendLength(int length)
    {
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, length);
        _content.AppendData(number);
    }

    private void Append(SqliteStatement row, int column)
    {
        var type = row.TypeOf(column);
        _content.AppendData([(byte)type]);
        Span<byte> number = stackalloc byte[sizeof(long)];
        switch (type)
        {
            case raw.SQLITE_INTEGER:
                BinaryPrimitives.WriteInt64BigEndian(number, row.Integer(column));
                _content.AppendData(number);
                break;
            case raw.SQLITE_FLOAT:
                BinaryPrimitives.WriteDoubleBigEndian(number, row.Real(column));
                _content.AppendData(number);
                break;
            case raw.SQLITE_NULL:
                break;
            default:
                _content.AppendData(row.Bytes(column));
                break;
        }
    }
}
