using System.Globalization;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.State;
using MigrationBuild.Scripts.Invariants;

namespace MigrationBuild.PostgreSql.Scripts.Invariants;

/// <summary>The value of an invariant.</summary>
internal static class InvariantQuery
{
    public static async Task<string?> RunAsync(Session session, Invariant invariant, CancellationToken cancellationToken)
    {
        if (invariant.Kind == InvariantKind.Checksum)
        {
            var query = await ChecksumQuery.MakeAsync(session, invariant, cancellationToken).ConfigureAwait(false);
            return await session.ValueAsync<string>(query, cancellationToken).ConfigureAwait(false);
        }
        var number = invariant.Kind switch
        {
            InvariantKind.Rows => await session.ValueAsync<long>($"SELECT count(*) FROM {TableName.Of(invariant)}", cancellationToken).ConfigureAwait(false),
            InvariantKind.Orphans => await OrphanQueries.CountAsync(session, invariant, cancellationToken).ConfigureAwait(false),
            InvariantKind.Unvalidated => (await UnfinishedObjects.FindAsync(session, cancellationToken).ConfigureAwait(false)).Count(d => d.Kind == DamageKind.UnvalidatedConstraint),
            _ => (await UnfinishedObjects.FindAsync(session, cancellationToken).ConfigureAwait(false)).Count(d => d.Kind is DamageKind.InvalidIndex or DamageKind.UnfinishedIndex),
        };
        return number.ToString(CultureInfo.InvariantCulture);
    }
}
