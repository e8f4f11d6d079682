using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Tool.Options;

namespace MigrationBuild.Tool.Verbs;

/// <summary>What `plan` and `script` share: the plan to a target in whichever direction it lies, read without changing anything.</summary>
internal static class PlanReader
{
    public static async Task<Plan> ReadAsync(Bundle bundle, ConnectionOptions connection, string target, TimeSpan lockTimeout, VerbContext context)
    {
        var position = await ReadPositionAsync(bundle, connection, lockTimeout, context);
        var direction = position.Problems.Count == 0 && Target.Resolve(target, bundle.Chain, position.AppliedCount) < position.AppliedCount
            ? Direction.Down
            : Direction.Up;
        return Plan.Make(bundle, position, direction, target);
    }

    private static async Task<Position> ReadPositionAsync(Bundle bundle, ConnectionOptions connection, TimeSpan lockTimeout, VerbContext context)
    {
        if (!connection.IsGiven)
            return Position.Find(bundle, null, isEmpty: true);
        var driver = EngineDrivers.For(bundle.Chain.Engine);
        await using var database = await connection.OpenAsync(driver, readOnly: true, lockTimeout, context);
        return await PositionReader.ReadAsync(database, bundle, context.CancellationToken);
    }
}
