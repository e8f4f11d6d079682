using MigrationBuild.Chains;
using MigrationBuild.Drivers;

namespace MigrationBuild.Proofs;

/// <summary>The chain once more on another scratch database, with no rows but those that migrations and seed scripts make.</summary>
/// <param name="create">Gives an empty scratch database.</param>
internal sealed class UnfilledChain(MigrationChain chain, IReadOnlyList<SeedScript> seeds, Func<CancellationToken, Task<IScratchDatabase>> create)
{
    /// <summary>After all up steps before a migration. Null where one of them fails there.</summary>
    public async Task<IScratchDatabase?> CreateBeforeAsync(Migration migration, CancellationToken cancellationToken)
    {
        var database = await create(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var earlier in chain.Migrations.TakeWhile(m => m != migration))
            {
                await StepTrial.CommitAsync(database, earlier.Up, cancellationToken, isWatched: false).ConfigureAwait(false);
                foreach (var seed in seeds.Where(s => s.Version.Equals(earlier.Version)))
                    await StepTrial.CommitAsync(database, seed.Script, cancellationToken, isWatched: false).ConfigureAwait(false);
            }
            return database;
        }
        catch (ScriptException)
        {
            await database.DisposeAsync().ConfigureAwait(false);
            return null;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
