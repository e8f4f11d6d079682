using MigrationBuild.Deployment.Journal;
using MigrationBuild.Drivers;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.Deployment.Undoing;

/// <summary>
/// Finds out how far a step came that ran outside a transaction and did not come to its end, and cleans up what it left halfway. It says that it
/// does not know rather than guess: a wrong answer would run a step twice, or never.
/// </summary>
/// <param name="schemaBefore">Fingerprint of the schema before the step; null where nobody looked.</param>
/// <param name="isAsAfter">Whether the schema is the one that the build saw after the step; false where the build saw none.</param>
internal sealed class OutsideStep(IDatabase database, ISqlDialect dialect, Step step, string? schemaBefore, Func<Task<bool>> isAsAfter)
{
    /// <param name="wasRefused">The engine said no, so that a single statement has left nothing. False: nobody knows what it would have said.</param>
    /// <exception cref="EngineException">The database cannot be read.</exception>
    public async Task<StepFinding> FindAsync(bool wasRefused)
    {
        var effect = dialect.EffectOutside(step.Script.Text);
        if (effect == OutsideEffect.Schema && await isAsAfter())
            return new(StepState.Done, $"the schema is the one that the build saw after {step}");
        var (recovered, why) = await RecoverAsync();
        if (why is not null)
            return new(StepState.Unknown, why);
        var words = recovered is null ? "" : $"; {recovered}";
        if (effect == OutsideEffect.Schema)
            return await CompareAsync(words);
        if (step.Script.Recover is not null)
            return new(StepState.NotStarted, recovered!);
        return effect switch
        {
            OutsideEffect.Nothing => new(StepState.NotStarted, $"{step} leaves nothing behind, and can run again"),
            OutsideEffect.Whole when wasRefused => new(StepState.NotStarted, $"{step} is one statement, which was refused as a whole"),
            _ => new(StepState.Unknown, $"it is not known how far {step} came"),
        };
    }

    private async Task<StepFinding> CompareAsync(string words)
    {
        if (await isAsAfter())
            return new(StepState.Done, $"the schema is the one that the build saw after {step}{words}");
        if (schemaBefore is null)
            return step.Script.Recover is null
                ? new(StepState.Unknown, $"it is not known how far {step} came{words}")
                : new(StepState.NotStarted, words.TrimStart(';', ' '));
        return (await database.ReadSchemaAsync(CancellationToken.None)).Fingerprint == schemaBefore
            ? new(StepState.NotStarted, $"the schema is as it was before {step}{words}")
            : new(StepState.Unknown, $"after {step} the schema is neither as before nor the one that the build saw{words}");
    }

    /// <summary>What was cleaned up; null where there was nothing to do. Or why it failed.</summary>
    private async Task<(string? Done, string? WhyNot)> RecoverAsync()
    {
        try
        {
            if (step.Script.Recover is not { } sql)
                return (await database.CleanUpAsync(step.Script, CancellationToken.None), null);
            await database.ExecuteAsync(RecoveryOf(sql), CancellationToken.None);
            return ($"its recovery has run ({sql})", null);
        }
        catch (ScriptException e)
        {
            return (null, $"the recovery of {step} ('{step.Script.Recover}') failed: {e.Message}");
        }
    }

    private MigrationScript RecoveryOf(string sql) => new()
    {
        File = step.Script.File,
        Text = sql,
        Hash = TextHash.Of(sql),
        Transactional = false,
        Timeout = step.Script.Timeout,
        LockTimeout = step.Script.LockTimeout,
    };
}
