using MigrationBuild.Bundles;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment;

/// <summary>Reads where a database stands; takes no lock and changes nothing.</summary>
public static class PositionReader
{
    public static async Task<Position> ReadAsync(IDatabase database, Bundle bundle, CancellationToken cancellationToken)
    {
        var history = await database.ReadHistoryAsync(cancellationToken);
        var isEmpty = (history ?? []).Any(row => !row.Action.IsOfRun()) || await database.IsEmptyAsync(cancellationToken);
        return Position.Find(bundle, history, isEmpty);
    }
}
