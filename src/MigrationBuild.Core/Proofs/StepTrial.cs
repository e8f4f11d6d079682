using MigrationBuild.Drivers;
using MigrationBuild.Scripts;

namespace MigrationBuild.Proofs;

/// <summary>Runs one script on the scratch database as a deployment would, and watches it.</summary>
internal static class StepTrial
{
    /// <summary>Runs it for good. A script that fails leaves the database as it was.</summary>
    /// <param name="isWatched">Whether to observe each statement; else the trace has none.</param>
    /// <exception cref="ScriptException">It failed; says where in the file.</exception>
    public static async Task<StepTrace> CommitAsync(IScratchDatabase database, MigrationScript script, CancellationToken cancellationToken, bool isWatched = true)
    {
        if (!script.Transactional)
        {
            await database.KeepAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return new(await RunAsync(database, script, cancellationToken, isWatched).ConfigureAwait(false), null);
            }
            catch (EngineException)
            {
                await database.ReturnAsync(cancellationToken).ConfigureAwait(false);
                throw;
            }
        }
        await database.Session.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var statements = await RunAsync(database, script, cancellationToken, isWatched).ConfigureAwait(false);
            var touched = await database.ReadTouchedTablesAsync(cancellationToken).ConfigureAwait(false);
            await database.Session.CommitAsync(cancellationToken).ConfigureAwait(false);
            return new(statements, touched);
        }
        catch (EngineException)
        {
            await database.Session.RollbackAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs it in the open transaction, or outside any, and checks what would be checked at its end.</summary>
    /// <param name="isWatched">Whether to observe each statement; else the list is empty.</param>
    /// <exception cref="ScriptException">It failed; says where in the file.</exception>
    public static async Task<IReadOnlyList<StatementObservation>> RunAsync(
        IScratchDatabase database, MigrationScript script, CancellationToken cancellationToken, bool isWatched = true)
    {
        if (database.FindWayOut(script) is { } wayOut)
            throw wayOut;
        IReadOnlyList<StatementObservation> statements = [];
        if (isWatched)
            statements = await database.ExecuteObservedAsync(script, cancellationToken).ConfigureAwait(false);
        else
            await database.Session.ExecuteAsync(script, cancellationToken).ConfigureAwait(false);
        try
        {
            await database.SettleAsync(cancellationToken).ConfigureAwait(false);
            return statements;
        }
        catch (EngineException e) when (e is not ScriptException)
        {
            throw AtStart(script, e.Message, e);
        }
    }

    private static ScriptException AtStart(MigrationScript script, string message, EngineException inner) =>
        new(message, inner.Code, script.FirstLine, 1, "", ScriptFailure.Refused, inner);
}
