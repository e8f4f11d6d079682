using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Compilation;

/// <summary>What the tool's verb `lock` does: brings the lock file up to date, or accepts a change that was made on purpose.</summary>
public static class LockCommand
{
    /// <summary>
    /// Adds new migrations at the end, puts the lines into chain order and writes the chain hashes anew, as it is needed after a merge.
    /// What a build refuses for another reason (changed, inserted, renamed, removed) is refused here too.
    /// </summary>
    public static LockResult Update(CompilationRequest request) =>
        Run(request, (weighed, front, locked, lockDisplay, bag) =>
        {
            LockCheck.BeforeRewrite(locked, front.Order, front.Scripts, lockDisplay, bag);
            return weighed.Severities.HasErrors(bag) ? null : LockMerge.Merge(locked, front.Order);
        });

    /// <summary>Takes a changed, inserted, renamed or removed migration as it is now; what it was stays in the file, with the reason.</summary>
    public static LockResult Accept(CompilationRequest request, string version, string reason)
    {
        var oneLine = string.Join(' ', reason.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Run(request, (_, front, locked, lockDisplay, bag) =>
        {
            if (oneLine.Length == 0)
                bag.Add(Descriptors.UsageError, null, "say why the change is accepted: --reason \"...\"; it is kept in the lock file");
            else if (MigrationVersion.TryParse(version) is not { } parsed)
                bag.Add(Descriptors.UsageError, null, $"'{version}' is no version");
            else if (LockAcceptance.Accept(locked, front.Order, parsed, oneLine) is { } accepted)
                return accepted;
            else
                bag.Add(Descriptors.UsageError, null, NothingToAccept(front, locked, parsed, lockDisplay));
            return null;
        });
    }

    private static LockResult Run(CompilationRequest request, Func<CompilationRequest, FrontEnd, LockFile, string, DiagnosticBag, LockFile?> change)
    {
        var bag = new DiagnosticBag();
        var paths = new SourcePaths(request.ProjectDirectory, request.FullPaths);
        var lockDisplay = paths.Display(request.LockFile);
        request = request with { Severities = SeveritySettings.Read(request, paths, DiskTexts.Instance, bag) };
        var front = FrontEnd.Run(request, paths, DiskTexts.Instance, bag);
        var store = LockStore.Read(request.LockFile, lockDisplay, bag);
        var isReady = front is not null && store.Content is not null && !request.Severities.HasErrors(bag);
        var changed = isReady ? change(request, front!, store.Content!, lockDisplay, bag) : null;
        var written = changed is not null && store.Write(changed);
        return new LockResult(written, request.Severities.Apply(bag));
    }

    private static string NothingToAccept(FrontEnd front, LockFile locked, MigrationVersion version, string lockDisplay)
    {
        if (locked.Entries.Any(e => e.ParsedVersion.Equals(version)))
            return $"migration {version} is as {lockDisplay} has it; there is nothing to accept";
        if (front.Order.Migrations.Any(d => d.Version.Equals(version)))
            return $"migration {version} is new and stands at the end; `migrationbuild lock` without --accept adds it";
        var nearest = EditDistance.Nearest(version.Text, front.Order.Migrations.Select(d => d.Version.Text));
        return $"there is no migration {version}{(nearest is null ? "" : $"; did you mean {nearest}?")}";
    }
}
