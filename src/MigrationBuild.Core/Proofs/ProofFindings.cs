using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Scripts;

namespace MigrationBuild.Proofs;

/// <summary>What the proof of one migration says to people: each finding once, on its line, with the reason where the scripts allow it.</summary>
internal sealed class ProofFindings(Migration migration)
{
    private const int MostFacts = 6;

    private readonly List<ProofFinding> _found = [];
    private readonly ILookup<string, string> _allowed = migration.Up.Allowed.Concat(migration.Down?.Allowed ?? [])
        .ToLookup(a => a.Code, a => a.Reason, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<ProofFinding> All => _found;

    public void UpFails(ScriptException e) => Add(Descriptors.UpFails, migration.Up, e,
        $"the up script fails on a scratch database: {e.Message}");

    public void UpFailsOverRows(ScriptException e) => Add(Descriptors.UpFailsOverRows, migration.Up, e,
        $"the up script fails as soon as the tables hold rows: {e.Message}. Let it bring the rows into order first, add seed scripts with rows as they really are, "
        + $"or say why no such rows can be there: {Advice(Descriptors.UpFailsOverRows)}");

    public void UpFailsOverSomeRows(ScriptException e) => Add(Descriptors.UpFailsOverSomeRows, migration.Up, e,
        $"the up script runs over ordinary rows, and fails over some that the schema allows: {e.Message}. Where the real tables may hold such rows, let it bring them into order "
        + $"first; else say why not: {Advice(Descriptors.UpFailsOverSomeRows)}");

    public void VerifyFails(ScriptException e) => Add(Descriptors.UpFails, migration.Verify!, e,
        $"the verify script fails on a scratch database: {e.Message}");

    public void SeedFails(SeedScript seed, ScriptException e) => Add(Descriptors.SeedFails, seed.Script, e,
        $"the seed script fails after {migration}: {e.Message}");

    public void RepeatableFails(RepeatableMigration repeatable, ScriptException e) => Add(Descriptors.UpFails, repeatable.Script, e,
        $"the repeatable script fails on a scratch database at {migration}: {e.Message}");

    public void DownFails(ScriptException e) => Add(Descriptors.DownFails, migration.Down!, e,
        $"the down script fails right after its own up script: {e.Message}");

    public void DownFailsOverRows(ScriptException e) => Add(Descriptors.DownFailsOverRows, migration.Down!, e,
        $"the down script fails as soon as the tables hold rows: {e.Message}");

    public void DownDiffers(IReadOnlyList<string> differences) => Add(Descriptors.DownDiffers, migration.Down!,
        $"the down script does not restore the schema from before {migration}: {Facts(differences)}");

    public void SecondUpFails(ScriptException e) => Add(Descriptors.NotRepeatable, migration.Up, e,
        $"the up script fails when it runs again after the down script, which must leave something behind: {e.Message}");

    public void SecondUpDiffers(IReadOnlyList<string> differences) => Add(Descriptors.NotRepeatable, migration.Up,
        $"after up, down and up again the schema is another than after the first up: {Facts(differences)}");

    public void DataLost(IReadOnlyList<RowChange> differences) => Add(Descriptors.DataLost, migration.Down!,
        $"the down script restores the schema, but not the data: {Facts([.. differences.Select(d => d.ToString())])}. If that cannot be helped, say so: {Advice(Descriptors.DataLost)}");

    public void TableNotFilled(string table, string reason) => Add(Descriptors.TableNotFilled, migration.Up,
        $"the table {table} holds no rows in the proof, so that what scripts do to its rows is not proven: {reason}. Add a script with a few rows: seed/{migration.Version}_rows.sql");

    private static string Advice(DiagnosticDescriptor descriptor) => $"'-- migrate:allow {descriptor.Code} REASON'";

    private static string Facts(IReadOnlyList<string> lines) =>
        string.Join("; ", lines.Take(MostFacts)) + (lines.Count > MostFacts ? $"; and {lines.Count - MostFacts} more" : "");

    private void Add(DiagnosticDescriptor descriptor, MigrationScript script, ScriptException e, string message) =>
        Add(descriptor, script.File, e.Line, e.Column, message);

    private void Add(DiagnosticDescriptor descriptor, MigrationScript script, string message) => Add(descriptor, script.File, script.FirstLine, 1, message);

    private void Add(DiagnosticDescriptor descriptor, string file, int line, int column, string message) =>
        _found.Add(new ProofFinding(descriptor.Code, file, line, column, message)
        {
            AllowedReason = descriptor.MayBeAllowed ? _allowed[descriptor.Code].FirstOrDefault() : null,
        });
}
