using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>What was locked against what is there (MB1301 to MB1304, MB1307, MB1308).</summary>
internal sealed class LockCheck
{
    private readonly LockFile _locked;
    private readonly ChainOrder _order;
    private readonly string _lockDisplay;
    private readonly DiagnosticBag _bag;
    private readonly Dictionary<MigrationVersion, LockEntry> _byVersion;

    private LockCheck(LockFile locked, ChainOrder order, string lockDisplay, DiagnosticBag bag)
    {
        _locked = locked;
        _order = order;
        _lockDisplay = lockDisplay;
        _bag = bag;
        _byVersion = locked.Entries.ToDictionary(e => e.ParsedVersion);
    }

    /// <summary>What a build checks.</summary>
    public static void Build(LockFile locked, ChainOrder order, LockMode mode, ScriptSet scripts, string lockDisplay, DiagnosticBag bag)
    {
        var check = new LockCheck(locked, order, lockDisplay, bag);
        check.ChainHashes();
        check.LockedMigrations(scripts);
        check.Order(reordered: true);
        if (mode == LockMode.Verify)
            check.Missing();
    }

    /// <summary>What must hold before `lock` may put the migrations into their order and write the chain hashes anew.</summary>
    public static void BeforeRewrite(LockFile locked, ChainOrder order, ScriptSet scripts, string lockDisplay, DiagnosticBag bag)
    {
        var check = new LockCheck(locked, order, lockDisplay, bag);
        check.LockedMigrations(scripts);
        check.Order(reordered: false);
    }

    // Each from the one written above it: then only the line that is wrong is reported, not all below it.
    private void ChainHashes()
    {
        var previous = LockEntry.StartHash;
        foreach (var entry in _locked.Entries)
        {
            if (entry.ChainHashAfter(previous) != entry.ChainHash)
            {
                _bag.Add(Descriptors.BadChainHash, new SourceLocation(_lockDisplay, entry.Line),
                    $"the chain hash of {entry.Version} does not belong to this line and the one above: after a merge run `migrationbuild lock`; otherwise restore the file from version control");
            }
            previous = entry.ChainHash;
        }
    }

    private void LockedMigrations(ScriptSet scripts)
    {
        var drafts = _order.Migrations.ToDictionary(d => d.Version);
        foreach (var entry in _locked.Entries)
        {
            var version = entry.ParsedVersion;
            if (!drafts.TryGetValue(version, out var draft))
            {
                if (!scripts.MeantVersions.Contains(version))
                    ReportRemoved(entry);
                continue;
            }
            if (!draft.IsReadable || draft.HasTwin)
                continue;
            CheckText(entry, draft);
            if (entry.Version != draft.Version.Text || entry.Name != draft.Name)
                ReportRenamed(entry, draft);
        }
    }

    private void ReportRemoved(LockEntry entry) =>
        _bag.Add(Descriptors.RemovedMigration, new SourceLocation(_lockDisplay, entry.Line),
            $"migration {entry.Version} {entry.Name} is locked, but its scripts are gone: restore them, or accept it: {AcceptCommand(entry.Version)}");

    private void ReportRenamed(LockEntry entry, MigrationDraft draft) =>
        _bag.Add(Descriptors.RenamedMigration, draft.Location,
            $"this migration is locked as '{entry.Version} {entry.Name}': give it that name again, or accept the new one: {AcceptCommand(entry.Version)}");

    private void CheckText(LockEntry entry, MigrationDraft draft)
    {
        var upDiffers = entry.UpHash != draft.Up!.Script!.Hash;
        // A down script that is missing is reported as such.
        var downMissing = draft.Down is null && draft.Up.Head.Irreversible is null && draft.Layout.NeedsDown;
        var downDiffers = !downMissing && !draft.Up.IsIncomplete && entry.DownHash != draft.Down?.Script!.Hash;
        var inOneFile = draft.Down is null || draft.Down.File == draft.Up.File;
        if (inOneFile && (upDiffers || downDiffers))
        {
            ReportChanged(entry, draft.Up, upDiffers && downDiffers ? "the up and the down script differ" : upDiffers ? "the up script differs" : DownChange(entry, draft));
            return;
        }
        if (upDiffers)
            ReportChanged(entry, draft.Up, "the up script differs");
        if (downDiffers)
            ReportChanged(entry, draft.Down!, DownChange(entry, draft));
    }

    private static string DownChange(LockEntry entry, MigrationDraft draft) =>
        entry.DownHash is null ? "it has a down script, and had none when it was locked"
        : draft.Down is null ? "it had a down script when it was locked"
        : "the down script differs";

    private void ReportChanged(LockEntry entry, ScriptUnit unit, string what) =>
        _bag.Add(Descriptors.ChangedScript, unit.Location,
            $"migration {entry.Version} changed after it was locked ({what}); databases may have it already: restore the old text and write a new migration, or accept it: {AcceptCommand(entry.Version)}");

    private void Order(bool reordered)
    {
        if (!_order.IsKnown)
            return;
        var lastLocked = _order.Migrations.ToList().FindLastIndex(d => _byVersion.ContainsKey(d.Version));
        foreach (var draft in _order.Migrations.Take(Math.Max(0, lastLocked)).Where(d => !_byVersion.ContainsKey(d.Version)))
        {
            _bag.Add(Descriptors.InsertedBeforeLocked, draft.Location,
                $"this migration comes before {_order.Migrations[lastLocked].Version}, which is locked, so databases may be past it: give it a version after that, or accept it: {AcceptCommand(draft.Version.Text)}");
        }
        if (reordered && FirstMoved() is { } moved)
        {
            _bag.Add(Descriptors.InsertedBeforeLocked, moved.Location,
                "the lock file has this migration at another place of the chain: restore the order, or, after a merge, run `migrationbuild lock`");
        }
    }

    private MigrationDraft? FirstMoved()
    {
        var highest = 0;
        MigrationDraft? previous = null;
        foreach (var draft in _order.Migrations)
        {
            if (!_byVersion.TryGetValue(draft.Version, out var entry))
                continue;
            if (entry.Line < highest)
                return previous;
            highest = entry.Line;
            previous = draft;
        }
        return null;
    }

    private void Missing()
    {
        var lastLocked = _order.Migrations.ToList().FindLastIndex(d => _byVersion.ContainsKey(d.Version));
        foreach (var draft in _order.Migrations.Skip(_order.IsKnown ? lastLocked + 1 : 0))
        {
            if (!_byVersion.ContainsKey(draft.Version) && draft.Up is not null)
            {
                _bag.Add(Descriptors.NotLocked, draft.Location,
                    $"migration {draft.Version} is not in {_lockDisplay}: build once on a developer's machine, or run `migrationbuild lock`, and commit the file");
            }
        }
    }

    private static string AcceptCommand(string version) => $"`migrationbuild lock --accept {version} --reason ...`";
}
