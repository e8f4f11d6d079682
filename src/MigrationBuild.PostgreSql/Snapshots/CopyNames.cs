using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>
/// What databases are called that are made beside a real one: `shop_mb_new_…` is being made, `shop_mb_snap_…` is a snapshot,
/// `shop_mb_old_…` is what a restore replaced.
/// </summary>
internal sealed class CopyNames
{
    // NAMEDATALEN less the terminating zero; a longer name would be cut by the server.
    private const int MaxBytes = 63;
    private const int IdBytes = 8;
    private const string New = "_mb_new_";
    private const string Snapshot = "_mb_snap_";
    private const string Old = "_mb_old_";

    private readonly string _id = RandomNumberGenerator.GetHexString(IdBytes, lowercase: true);
    private readonly string _stem;

    public CopyNames(string database) => _stem = Stem(database);

    public string BeingMade => _stem + New + _id;

    public string Kept => _stem + Snapshot + _id;

    public string Replaced => _stem + Old + _id;

    /// <summary>What every database begins with that was begun beside this one.</summary>
    public static string BeingMadePrefix(string database) => Stem(database) + New;

    /// <summary>What every database begins with that a restore put aside.</summary>
    public static string ReplacedPrefix(string database) => Stem(database) + Old;

    /// <summary>Whether a name has the form that every name of one kind of copy of a database has.</summary>
    public static bool IsSnapshotOf(string name, string database) => HasForm(name, Stem(database) + Snapshot);

    public static bool IsReplaced(string name, string database) => HasForm(name, ReplacedPrefix(database));

    public static bool IsBeingMade(string name, string database) => HasForm(name, BeingMadePrefix(database));

    /// <summary>
    /// What marks a database as begun by this tool, or put aside by it, beside exactly this one, from the moment it is there: its connection limit, which no
    /// person sets to such a number. A comment could only follow the creation, and whoever is killed between leaves none.
    /// </summary>
    public static int Mark(string name, string database) =>
        (BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"migrationbuild copy\n{database}\n{name}"))) & 0x3fffffff) | 0x40000000;

    private static bool HasForm(string name, string prefix) =>
        name.Length == prefix.Length + IdBytes && name.StartsWith(prefix, StringComparison.Ordinal) && name[prefix.Length..].All(char.IsAsciiHexDigitLower);

    private static string Stem(string database)
    {
        var stem = new StringBuilder();
        var room = MaxBytes - Snapshot.Length - IdBytes;
        foreach (var rune in database.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
                break;
            stem.Append(rune.ToString());
        }
        return stem.ToString();
    }
}
