using MigrationBuild.Chains;
using MigrationBuild.Deployment.Journal;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment.Undoing;

/// <summary>What a person can do about a run that could not go back by itself: the exact commands, the least costly first.</summary>
internal sealed class RecoveryRecipe(IDatabase database, MigrationChain chain, CommandWords words)
{
    /// <param name="from">The version before the run; null: base.</param>
    /// <param name="to">Where the run was going; null: base.</param>
    /// <param name="inEffect">The steps that are in effect, in the order in which they ran.</param>
    /// <param name="unknown">The step of unknown state; null where there is none.</param>
    /// <param name="snapshot">The snapshot's file; null where there is none.</param>
    public IReadOnlyList<RecoveryOption> Make(string? from, string? to, IReadOnlyList<PlannedStep> inEffect, PlannedStep? unknown, string? snapshot)
    {
        var options = new List<RecoveryOption>();
        if (unknown is not null)
            options.AddRange(Settle(unknown));
        else if (inEffect.Count > 0)
            options.AddRange(GoOnOrDown(from, to, inEffect));
        if (snapshot is not null)
            options.AddRange(Restore(snapshot));
        return options;
    }

    private IEnumerable<RecoveryOption> Settle(PlannedStep unknown)
    {
        yield return new("Look at the database: what of the step's script is in effect?", [words.OnBundle("status")]);
        if (unknown.Version is null)
        {
            yield return new($"Once what is left of {unknown} is put right by hand (it runs again with the next apply)", [words.OnBundle("stamp head --yes")]);
            yield break;
        }
        var before = Before(unknown.Version);
        var (done, notDone) = unknown.Action == HistoryAction.Down ? (before, unknown.Version) : (unknown.Version, before);
        yield return new($"If {unknown} is in effect completely, or has been completed by hand", [words.OnBundle($"stamp {done} --yes")]);
        yield return new($"If nothing of {unknown} is in effect, or has been removed by hand", [words.OnBundle($"stamp {notDone} --yes")]);
    }

    private IEnumerable<RecoveryOption> GoOnOrDown(string? from, string? to, IReadOnlyList<PlannedStep> inEffect)
    {
        var isUp = inEffect[0].Action != HistoryAction.Down;
        yield return new("To keep what is in effect and go on, once the cause is removed",
            [isUp ? words.OnBundle("apply") : words.OnBundle($"rollback --to {to ?? "base"} --yes")]);
        var ups = inEffect.Where(s => s.Version is not null).ToList();
        if (isUp && ups.Count > 0 && ups.TrueForAll(HasDown))
        {
            yield return new("To go back by the down scripts (rows that were written since stay, as far as the scripts keep them)",
                [words.OnBundle($"rollback --to {from ?? "base"} --yes")]);
        }
    }

    private IEnumerable<RecoveryOption> Restore(string snapshot)
    {
        yield return new(
            "To put the database back to the snapshot from before the run; stop first what writes to it. What was written since is lost from it, and kept as another snapshot",
            [words.OnDatabase($"snapshot restore \"{snapshot}\" --yes")]);
        yield return new("If that fails as well, without this tool, in a POSIX shell, while nothing is connected", database.RestoreByHand(snapshot));
    }

    private bool HasDown(PlannedStep step) => chain.Migrations.Any(m => m.Version.Text == step.Version && m.Down is not null);

    private string Before(string version)
    {
        var place = chain.Migrations.ToList().FindIndex(m => m.Version.Text == version);
        return place > 0 ? chain.Migrations[place - 1].Version.Text : "base";
    }
}
