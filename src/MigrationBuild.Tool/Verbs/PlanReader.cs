using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Tool.Options;

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
}
