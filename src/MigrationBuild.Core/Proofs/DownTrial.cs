using MigrationBuild.Chains;
using MigrationBuild.Drivers;
using MigrationBuild.Schemas;
using MigrationBuild.Scripts;

namespace MigrationBuild.Proofs;

/// <summary>
/// Down, and up again, on a scratch database that the up step has just been applied to; leaves it so. Where both scripts may run in a
/// transaction, all of it is one that is rolled back; else it runs on the database itself, which is put back from a copy.
/// </summary>
/// <param name="world">As the up step left it.</param>
/// <param name="before">What there was before the up step.</param>
/// <param name="touchedByUp">The tables whose rows it may have changed; null: any.</param>
internal sealed class DownTrial(
    ScratchWorld world,
    WorldState before,
    IReadOnlySet<string>? touchedByUp)
{
    public async Task<DownResult> RunAsync(Migration migration, CancellationToken cancellationToken)
    {
        var result = await TryAsync(migration, cancellationToken).ConfigureAwait(false);
        if ((result.DownFailure is null && result.SchemaDifferences.Count == 0) || !world.HasRows)
            return result;
        await world.Database.KeepAsync(cancellationToken).ConfigureAwait(false);
        await world.Database.DeleteAllRowsAsync(cancellationToken).ConfigureAwait(false);
        var empty = await TryAsync(migration, cancellationToken, withData: false).ConfigureAwait(false);
        await world.Database.ReturnAsync(cancellationToken).ConfigureAwait(false);
        return result.DownFailure is null
            ? result with { DiffersOverRowsOnly = empty.DownFailure is null && empty.SchemaDifferences.Count == 0 }
            : result with { FailsOverRowsOnly = empty.DownFailure is null, SchemaDifferences = empty.SchemaDifferences };
    }

    private async Task<DownResult> TryAsync(Migration migration, CancellationToken cancellationToken, bool withData = true)
    {
        var inTransaction = migration.Up.Transactional && migration.Down!.Transactional;
        if (inTransaction)
            await world.Session.BeginAsync(cancellationToken).ConfigureAwait(false);
        else if (withData)
            await world.Database.KeepAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await DownAndUpAsync(migration, inTransaction, withData, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (inTransaction)
                await world.Session.RollbackAsync().ConfigureAwait(false);
            else if (withData)
                await world.Database.ReturnAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<DownResult> DownAndUpAsync(Migration migration, bool inTransaction, bool withData, CancellationToken cancellationToken)
    {
        IReadOnlyList<StatementObservation> statements;
        try
        {
            statements = await StepAsync(migration.Down!, inTransaction, cancellationToken).ConfigureAwait(false);
        }
        catch (ScriptException e)
        {
            return new DownResult { DownFailure = e };
        }
        var schema = world.Compared(await world.Session.ReadSchemaAsync(cancellationToken).ConfigureAwait(false));
        if (!SchemaEquivalence.AreSame(schema, before.Compared))
            return new DownResult { Statements = statements, SchemaDifferences = SchemaDiff.Between(before.Compared, schema) };
        var result = new DownResult
        {
            Statements = statements,
            DataDifferences = withData ? await CompareRowsAsync(inTransaction, cancellationToken).ConfigureAwait(false) : [],
        };
        try
        {
            await StepAsync(migration.Up, inTransaction, cancellationToken, isWatched: false).ConfigureAwait(false);
        }
        catch (ScriptException e)
        {
            return result with { SecondUpFailure = e };
        }
        var again = world.Compared(await world.Session.ReadSchemaAsync(cancellationToken).ConfigureAwait(false));
        return SchemaEquivalence.AreSame(again, world.ComparedSchema) ? result : result with { SecondUpDifferences = SchemaDiff.Between(world.ComparedSchema, again) };
    }

    private async Task<IReadOnlyList<RowChange>> CompareRowsAsync(bool inTransaction, CancellationToken cancellationToken)
    {
        var touched = inTransaction ? await world.Database.ReadTouchedTablesAsync(cancellationToken).ConfigureAwait(false) : null;
        var compared = before.Tables.Values
            .Where(t => touched is null || touchedByUp is null || touched.Contains(t.Name) || touchedByUp.Contains(t.Name) || HasChanged(t.Name))
            .OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var now = await world.Database.ReadRowsAsync(compared, cancellationToken).ConfigureAwait(false);
        return [.. compared.Zip(now).SelectMany(pair => RowChanges.Between(pair.First.Name, before.Rows[pair.First.Name], pair.Second))];
    }

    // A table whose definition the up step changed: an engine may move its rows without counting it as a change of them.
    private bool HasChanged(string table) =>
        !world.Tables.TryGetValue(table, out var now) || !now.Columns.Select(c => c.Name).SequenceEqual(before.Tables[table].Columns.Select(c => c.Name), StringComparer.Ordinal)
        || !LinesOf(before.Compared, table).SequenceEqual(LinesOf(world.ComparedSchema, table), StringComparer.Ordinal);

    private static IReadOnlyList<string> LinesOf(Schema schema, string table) =>
        schema.Find("table", table)?.Lines ?? [];

    private async Task<IReadOnlyList<StatementObservation>> StepAsync(MigrationScript script, bool inTransaction, CancellationToken cancellationToken, bool isWatched = true) =>
        inTransaction || !script.Transactional
            ? await StepTrial.RunAsync(world.Database, script, cancellationToken, isWatched).ConfigureAwait(false)
            : (await StepTrial.CommitAsync(world.Database, script, cancellationToken, isWatched).ConfigureAwait(false)).Statements;
}
