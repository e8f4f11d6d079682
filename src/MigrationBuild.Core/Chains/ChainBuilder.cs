using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>Scripts to a chain: every check that needs no lock file, then the chain with the lock's hashes.</summary>
internal static class ChainBuilder
{
    /// <summary>Groups, checks and orders the migrations.</summary>
    public static ChainOrder Order(ScriptSet scripts, MigrationVersion? supported, DiagnosticBag bag)
    {
        LayoutCheck.Run(scripts.Units, bag);
        var drafts = MigrationGrouping.Run(scripts.Units, bag);
        PartsCheck.Run(drafts, bag);
        drafts.ForEach(d => HeaderCheck.CheckOwnVersion(d, bag));
        var order = ChainLinker.Link(drafts, new GapFillers(scripts), bag);
        if (supported is not null)
            CheckSupported(order.Migrations, supported, bag);
        return order;
    }

    /// <summary>The chain of an order without errors.</summary>
    /// <param name="locked">The lock that belongs to this order: an entry for each migration.</param>
    public static MigrationChain Build(ChainOrder order, IReadOnlyList<RepeatableMigration> repeatables, LockFile locked, string engine, MigrationVersion? supported)
    {
        var migrations = new List<Migration>(order.Migrations.Count);
        foreach (var (draft, entry) in order.Migrations.Zip(locked.Entries))
        {
            migrations.Add(new Migration
            {
                Version = draft.Version,
                Parent = draft.Parent,
                Name = draft.Name,
                Up = draft.Up!.Script!,
                Down = draft.Down?.Script,
                Verify = draft.Verify?.Script,
                IrreversibleReason = draft.Up.Head.Irreversible?.Value,
                AcceptedUpHashes = AcceptedUpHashes(entry),
                ChainHash = entry.ChainHash,
            });
        }
        return new MigrationChain
        {
            Engine = engine,
            Migrations = migrations,
            Repeatables = repeatables,
            SupportedVersion = supported,
            BaseVersion = order.Migrations.Count == 0 ? null : order.Migrations[0].Main.Name.From,
        };
    }

    private static List<string> AcceptedUpHashes(LockEntry entry) =>
        [.. entry.Accepted
            .Where(a => entry.ParsedVersion.Equals(MigrationVersion.TryParse(a.Version)) && a.UpHash != entry.UpHash)
            .Select(a => a.UpHash)
            .Distinct(StringComparer.Ordinal)];

    // By place where the chain has the version, else by number.
    private static void CheckSupported(IReadOnlyList<MigrationDraft> migrations, MigrationVersion supported, DiagnosticBag bag)
    {
        var place = migrations.ToList().FindIndex(d => d.Version.Equals(supported));
        var beyond = place >= 0 ? [.. migrations.Skip(place + 1)] : migrations.Where(d => d.Version.CompareTo(supported) > 0).ToList();
        if (beyond.Count == 0)
            return;
        bag.Add(Descriptors.BeyondSupportedVersion, beyond[0].Location,
            $"the chain goes up to {beyond[^1].Version}, but the application supports no version above {supported}: raise MigrationSupportedVersion with the code that needs it, or leave the migration for later");
    }
}
