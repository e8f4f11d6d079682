using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Tool.Options;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>What `plan` and `script` share: the plan to a target in whichever direction it lies, read without changing anything.</summary>
internal static class PlanReader
{
    /// <returns>Without a connection the parts are null: only a database knows how much one of its transactions holds.</returns>
    public static async Task<(Plan Plan, RunParts? Parts)> ReadAsync(Bundle bundle, ConnectionOptions connection, string target, TimeSpan lockTimeout, VerbContext context)
    {
        if (!connection.IsGiven)
            return (Make(bundle, Position.Find(bundle, null, isEmpty: true), target), null);
        var driver = EngineDrivers.For(bundle.Chain.Engine);
        await using var database = await connection.OpenAsync(driver, readOnly: true, lockTimeout, context);
        var plan = Make(bundle, await PositionReader.ReadAsync(database, bundle, context.CancellationToken), target);
        return (plan, RunParts.Of(plan, database, hasSnapshot: database.NeedsSnapshot(isTransactional: false)));
    }

    private static Plan Make(Bundle bundle, Position position, string target)
    {
        var direction = position.Problems.Count == 0 && Target.Resolve(target, bundle.Chain, position.AppliedCount) < position.AppliedCount
            ? Direction.Down
            : Direction.Up;
        return Plan.Make(bundle, position, direction, target);
    }

    /// <summary>The plan, with what the build saw of its steps and how large their tables are here.</summary>
    public static async Task<(Plan Plan, RunParts? Parts, StepProofs Proofs)> ReadWithProofsAsync(
        Bundle bundle, ConnectionOptions connection, string target, TimeSpan lockTimeout, VerbContext context)
    {
        var (plan, parts) = await ReadAsync(bundle, connection, target, lockTimeout, context);
        var tables = StepProofs.Tables(plan, bundle.Proof);
        if (!connection.IsGiven || tables.Count == 0)
            return (plan, parts, StepProofs.None with { Proof = bundle.Proof });
        await using var database = await connection.OpenAsync(EngineDrivers.For(bundle.Chain.Engine), readOnly: true, lockTimeout, context);
        return (plan, parts, new(bundle.Proof, await database.EstimateSizesAsync(tables, context.CancellationToken)));
    }
}
