using System.Text;

namespace MigrationBuild.Chains;

/// <summary>The content of `migrations.lock`: the migrations in chain order, as they were when they were released to others.</summary>
public sealed record LockFile(IReadOnlyList<LockEntry> Entries)
{
    /// <summary>The first line; names the version of the format and the algorithm of its hashes.</summary>
    public const string Header = "migrationbuild-lock 1 sha256";

    public static readonly LockFile Empty = new([]);

    /// <summary>The same migrations with the chain hashes that belong to them in this order.</summary>
    public LockFile WithChainHashes()
    {
        var previous = LockEntry.StartHash;
        var entries = new List<LockEntry>(Entries.Count);
        foreach (var entry in Entries)
        {
            previous = entry.ChainHashAfter(previous);
            entries.Add(entry with { ChainHash = previous });
        }
        return new LockFile(entries);
    }

    /// <summary>The file's text, LF line ends.</summary>
    public string ToText()
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var entry in Entries)
        {
            text.Append(entry).Append('\n');
            foreach (var accepted in entry.Accepted)
                text.Append(accepted).Append('\n');
        }
        return text.ToString();
    }
}
