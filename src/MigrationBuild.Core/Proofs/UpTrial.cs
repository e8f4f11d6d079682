using MigrationBuild.Chains;
using MigrationBuild.Drivers;

namespace MigrationBuild.Proofs;

/// <summary>
/// The up script over the made rows. Where it fails: over ordinary rows, and then over none, on a scratch database that went through the chain
/// without made rows. This tells a script that is wrong from one that some rows stop, and one that any rows stop.
/// </summary>
/// <param name="world">Left as the up script left it.</param>
internal sealed class UpTrial(ScratchWorld world, RowFiller filler, UnfilledChain unfilled)
{
    /// <param name="isWatched">Whether to observe each statement.</param>
    public async Task<UpResult> RunAsync(Migration migration, ProofFindings findings, CancellationToken cancellationToken, bool isWatched)
    {
        var before = world.State;
        if (world.Database.FindWayOut(migration.Up) is { } wayOut)
            return new(before, null, wayOut.Message);
        try
        {
            return new(before, await StepTrial.CommitAsync(world.Database, migration.Up, cancellationToken, isWatched).ConfigureAwait(false), null);
        }
        catch (ScriptException e) when (world.Database.IsMissingHere(e))
        {
            return new(before, null, $"this machine lacks what the up script needs: {e.Message}");
        }
        catch (ScriptException e) when (world.HasRows)
        {
            return await OverOtherRowsAsync(migration, e, findings, cancellationToken).ConfigureAwait(false);
        }
        catch (ScriptException e)
        {
            return Fails(before, e, findings);
        }
    }

    private async Task<UpResult> OverOtherRowsAsync(Migration migration, ScriptException failure, ProofFindings findings, CancellationToken cancellationToken)
    {
        if (await unfilled.CreateBeforeAsync(migration, cancellationToken).ConfigureAwait(false) is not { } other)
            return Fails(world.State, failure, findings);
        await world.ReplaceAsync(other).ConfigureAwait(false);
        await world.Database.KeepAsync(cancellationToken).ConfigureAwait(false);
        foreach (var reading in Enum.GetValues<TextReading>())
        {
            await world.ReadAsync(null, cancellationToken).ConfigureAwait(false);
            await filler.FillPlainlyAsync(reading, cancellationToken).ConfigureAwait(false);
            if (await TryAsync(migration, cancellationToken).ConfigureAwait(false) is { } result)
            {
                findings.UpFailsOverSomeRows(failure);
                return result with { Why = $"tried over a few ordinary rows only, since the up script fails over others: {failure.Message}" };
            }
            await world.Database.ReturnAsync(cancellationToken).ConfigureAwait(false);
        }
        await world.ReadAsync(null, cancellationToken).ConfigureAwait(false);
        if (await TryAsync(migration, cancellationToken).ConfigureAwait(false) is not { } empty)
            return Fails(world.State, failure, findings);
        findings.UpFailsOverRows(failure);
        return empty with { Why = $"tried without made rows only, since the up script fails over them: {failure.Message}" };
    }

    private async Task<UpResult?> TryAsync(Migration migration, CancellationToken cancellationToken)
    {
        var before = world.State;
        try
        {
            return new(before, await StepTrial.CommitAsync(world.Database, migration.Up, cancellationToken).ConfigureAwait(false), null);
        }
        catch (ScriptException)
        {
            // that it fails is the answer; the first failure is the one that people see
            return null;
        }
    }

    private static UpResult Fails(WorldState before, ScriptException failure, ProofFindings findings)
    {
        findings.UpFails(failure);
        return new(before, null, $"the up script fails: {failure.Message}");
    }
}
