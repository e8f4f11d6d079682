using MigrationBuild.Bundles;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment;

/// <summary>Reads where a database stands; takes no lock and changes nothing.</summary>
public static class PositionReader
{
    public static async Task<Position> ReadAsync(IDatabase database, Bundle bundle, CancellationToken cancellationToken)
    {
        var history = await database.ReadHistoryAsync(cancellationToken);
        var isEmpty = history is { Count: > 0 } || await database.IsEmptyAsync(cancellationToken);
        return Position.Find(bundle, history, isEmpty);
    }
}
