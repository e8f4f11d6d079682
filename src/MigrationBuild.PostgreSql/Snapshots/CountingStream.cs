using MigrationBuild.Faults;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>Tells how much has gone through it of what is expected to.</summary>
internal sealed class CountingStream(Stream inner, long expected, IProgress<double>? progress) : Stream
{
    // Often enough for a moving bar, seldom enough to cost nothing.
    private const double Step = 0.005;

    private long _count;
    private bool _half;
    private double _reported;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => inner.Length;

    public override long Position { get => _count; set => throw new NotSupportedException(); }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken));

    public override void Write(byte[] buffer, int offset, int count)
    {
        inner.Write(buffer, offset, count);
        Counted(count);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer, cancellationToken);
        Counted(buffer.Length);
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private int Counted(int bytes)
    {
        _count += bytes;
        if (!_half && _count * 2 >= expected)
        {
            _half = true;
            FaultPoint.Reach("postgresql.restore.half-streamed");
        }
        // What is expected is an estimate: it is done when the work is, not when the bytes are.
        var part = Math.Min(0.99, _count / (double)Math.Max(1, expected));
        if (part - _reported >= Step)
            progress?.Report(_reported = part);
        return bytes;
    }
}
