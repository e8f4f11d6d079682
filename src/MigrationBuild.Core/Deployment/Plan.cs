using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Deployment;

/// <summary>What will run, in order. A pure function of (chain, history, target).</summary>
/// <param name="From">The version before; null: base.</param>
/// <param name="To">The version after; null: base.</param>
public sealed record Plan(Direction Direction, string? From, string? To, IReadOnlyList<Step> Steps)
{
    /// <summary>Whether the whole run fits one transaction.</summary>
    public bool IsTransactional => Steps.All(s => s.Script.Transactional);

    /// <summary>The version once so many steps are in effect; null: base.</summary>
    public string? VersionAfter(int steps) =>
        steps == Steps.Count ? To
        : Direction == Direction.Down ? Steps[steps].Version
        : Steps.Take(steps).LastOrDefault(s => s.Version is not null)?.Version ?? From;

    /// <exception cref="MigrationException">
    /// The database's position forbids it (exit 4), or MB6011, MB6012, MB6013, MB6014: the target cannot be reached this way.
    /// </exception>
    public static Plan Make(Bundle bundle, Position position, Direction direction, string target)
    {
        if (position.Problems.Count > 0)
            throw new MigrationException(position.Problems[0], position.Kind == PositionKind.Interrupted ? ExitCode.NeedsPerson : ExitCode.Refused);
        var chain = bundle.Chain;
        var count = Target.Resolve(target, chain, position.AppliedCount);
        return direction == Direction.Up ? Up(chain, position, count) : Down(chain, position, count);
    }

    private static Plan Up(MigrationChain chain, Position position, int count)
    {
        if (count < position.AppliedCount)
        {
            throw new MigrationException(Descriptors.WrongDirection, ExitCode.Usage,
                $"the database is at {position.CurrentVersion}, which is beyond {Name(chain, count)}; 'apply' only goes up. Use 'migrationbuild rollback --to {Name(chain, count)}'");
        }
        RequireSupported(chain, count);
        var steps = chain.Migrations.Take(count).Skip(position.AppliedCount).Select(Step.Up).ToList();
        // Repeatable scripts are written against the newest schema.
        if (count == chain.Migrations.Count)
            steps.AddRange(chain.Repeatables.Where(r => position.State.RepeatableHashes.GetValueOrDefault(r.Name) != r.Script.Hash).Select(Step.Repeat));
        return new Plan(Direction.Up, position.CurrentVersion, Version(chain, count), steps);
    }

    private static Plan Down(MigrationChain chain, Position position, int count)
    {
        if (count > position.AppliedCount)
        {
            throw new MigrationException(Descriptors.WrongDirection, ExitCode.Usage,
                $"the database is at {position.CurrentVersion ?? "base"}, which is before {Name(chain, count)}; 'rollback' only goes down. Use 'migrationbuild apply --to {Name(chain, count)}'");
        }
        var migrations = chain.Migrations.Take(position.AppliedCount).Skip(count).Reverse().ToList();
        RequireWayDown(migrations);
        return new Plan(Direction.Down, position.CurrentVersion, Version(chain, count), [.. migrations.Select(Step.Down)]);
    }

    private static void RequireSupported(MigrationChain chain, int count)
    {
        if (chain.SupportedVersion is not { } supported)
            return;
        var beyond = chain.Migrations.Take(count).FirstOrDefault(m => m.Version.CompareTo(supported) > 0);
        if (beyond is not null)
        {
            throw new MigrationException(Descriptors.TargetBeyondSupported, ExitCode.Refused,
                $"{beyond} is beyond {supported}, the highest version that the application works with; nothing was touched");
        }
    }

    private static void RequireWayDown(List<Migration> migrations)
    {
        var blocked = migrations.Where(m => m.Down is null).ToList();
        if (blocked.Count == 0)
            return;
        var reasons = blocked.Select(m => m.IrreversibleReason is null ? $"{m}" : $"{m} (irreversible: {m.IrreversibleReason})");
        throw new MigrationException(Descriptors.NoWayDown, ExitCode.Refused,
            $"no down script on the way: {string.Join(", ", reasons)}; nothing was touched. Restore a snapshot made before it ('migrationbuild snapshot list'), or apply a new migration that repairs");
    }

    private static string? Version(MigrationChain chain, int count) => count == 0 ? null : chain.Migrations[count - 1].Version.Text;

    private static string Name(MigrationChain chain, int count) => Version(chain, count) ?? "base";
}
