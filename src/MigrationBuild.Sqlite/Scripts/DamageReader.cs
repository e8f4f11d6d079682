using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Scripts.Invariants;

namespace MigrationBuild.Sqlite.Scripts;

/// <summary>What is wrong with a database that opens. Reads all of it: the catalog of this engine knows of nothing that is wrong.</summary>
internal static class DamageReader
{
    public static IReadOnlyList<Damage> Read(SqliteSession session) =>
    [
        .. IndexCheck.FindInvalid(session).Select(index => new Damage(DamageKind.InvalidIndex, $"index {index}")),
        .. Orphans.Lines(session).Select(line => new Damage(DamageKind.Orphans, line)),
    ];
}
