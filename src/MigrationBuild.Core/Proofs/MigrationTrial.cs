using MigrationBuild.Chains;
using MigrationBuild.Drivers;
using MigrationBuild.Schemas;

namespace MigrationBuild.Proofs;

/// <summary>Puts one migration through up, down and up again, over rows, and leaves the scratch database after its up step with every table filled.</summary>
/// <param name="unfilled">To tell whether an up script fails because of the made rows, or anyway.</param>
internal sealed class MigrationTrial(ScratchWorld world, RowFiller filler, UnfilledChain unfilled, IReadOnlyList<SeedScript> seeds)
{
    /// <summary>Only the up step, for a migration whose proof is known already.</summary>
    public async Task AdvanceAsync(Migration migration, CancellationToken cancellationToken)
    {
        var up = await UpAsync(migration, new ProofFindings(migration), cancellationToken, isWatched: false).ConfigureAwait(false);
        await world.ReadAsync(up.Why is null ? up.Trace!.Touched : null, cancellationToken).ConfigureAwait(false);
        await FillAsync(migration, new ProofFindings(migration), cancellationToken).ConfigureAwait(false);
    }

    public async Task<CachedProof> ProveAsync(Migration migration, CancellationToken cancellationToken)
    {
        var findings = new ProofFindings(migration);
        var empty = new Dictionary<string, string>(filler.Unfilled, StringComparer.Ordinal);
        var (before, up, why) = await UpAsync(migration, findings, cancellationToken).ConfigureAwait(false);
        if (up is null)
            return Result(migration, Unproven(migration, why!), findings, stopped: $"{migration}: {why}");
        await world.ReadAsync(why is null ? up.Touched : null, cancellationToken).ConfigureAwait(false);
        var wayOut = migration.Down is null ? null : world.Database.FindWayOut(migration.Down);
        var down = migration.Down is null || wayOut is not null ? null
            : await new DownTrial(world, before, up.Touched).RunAsync(migration, cancellationToken).ConfigureAwait(false);
        var touched = TouchedTables(before, up.Touched);
        var proof = (wayOut is null ? Judge(migration, down, findings) : Unproven(migration, wayOut.Message)) with
        {
            Change = SchemaChange.Between(world.WithoutMade(before.Schema), world.WithoutMade(world.Schema)),
            SchemaFingerprint = world.WithoutMade(world.ComparedSchema).Fingerprint,
            TouchedTables = touched,
            Up = up.Statements,
            Down = down?.Statements ?? [],
        };
        var reasons = touched.Where(empty.ContainsKey).Select(t => $"{t} held no rows: {empty[t]}").Concat(why is null ? [] : [why]).ToList();
        if (proof.Verdict == Verdict.Exact && reasons.Count > 0)
            proof = proof with { Verdict = Verdict.Unproven, Details = reasons };
        await FillAsync(migration, findings, cancellationToken).ConfigureAwait(false);
        return Result(migration, proof, findings, stopped: null);
    }

    private CachedProof Result(Migration migration, MigrationProof proof, ProofFindings findings, string? stopped) => new()
    {
        Proof = proof,
        Findings = findings.All,
        Stopped = stopped,
        Unfilled = new Dictionary<string, string>(filler.Unfilled, StringComparer.Ordinal),
        Seeded = filler.LeftAlone,
        Made = world.Made,
    };

    private async Task<UpResult> UpAsync(Migration migration, ProofFindings findings, CancellationToken cancellationToken, bool isWatched = true)
    {
        var up = await new UpTrial(world, filler, unfilled).RunAsync(migration, findings, cancellationToken, isWatched).ConfigureAwait(false);
        if (up.Trace is not null)
            await VerifyAsync(migration, findings, cancellationToken).ConfigureAwait(false);
        return up;
    }

    // Whether it holds is for the real rows to say; whether it runs is not.
    private async Task VerifyAsync(Migration migration, ProofFindings findings, CancellationToken cancellationToken)
    {
        if (migration.Verify is null || world.Database.FindWayOut(migration.Verify) is not null)
            return;
        try
        {
            await world.Session.VerifyAsync(migration.Verify, cancellationToken).ConfigureAwait(false);
        }
        catch (ScriptException e) when (e.Reason != ScriptFailure.CheckFailed)
        {
            findings.VerifyFails(e);
        }
        catch (ScriptException)
        {
            // the made rows are not the real ones
        }
    }

    private async Task FillAsync(Migration migration, ProofFindings findings, CancellationToken cancellationToken)
    {
        foreach (var seed in seeds.Where(s => s.Version.Equals(migration.Version)))
        {
            try
            {
                var trace = await StepTrial.CommitAsync(world.Database, seed.Script, cancellationToken, isWatched: false).ConfigureAwait(false);
                await world.ReadAsync(trace.Touched, cancellationToken).ConfigureAwait(false);
                filler.LeaveAlone(trace.Touched ?? world.Tables.Keys);
            }
            catch (ScriptException e)
            {
                findings.SeedFails(seed, e);
            }
        }
        foreach (var table in await filler.FillAsync(cancellationToken).ConfigureAwait(false))
            findings.TableNotFilled(table, filler.Unfilled[table]);
    }

    private static MigrationProof Unproven(Migration migration, string why) => new() { Version = migration.Version.Text, Verdict = Verdict.Unproven, Details = [why] };

    private MigrationProof Judge(Migration migration, DownResult? down, ProofFindings findings)
    {
        var proof = new MigrationProof { Version = migration.Version.Text, Verdict = Verdict.Exact };
        if (down is null)
        {
            return migration.IrreversibleReason is { } reason
                ? proof with { Verdict = Verdict.Irreversible, Details = [reason] }
                : Unproven(migration, "there is no down script");
        }
        if (down.DownFailure is { } missing && world.Database.IsMissingHere(missing))
            return Unproven(migration, $"this machine lacks what the down script needs: {missing.Message}");
        if (down.DownFailure is { } failure)
        {
            if (down.FailsOverRowsOnly)
                findings.DownFailsOverRows(failure);
            else
                findings.DownFails(failure);
            proof = proof with { Verdict = Verdict.Wrong, Details = [$"the down script fails{(down.FailsOverRowsOnly ? " over rows" : "")}: {failure.Message}"] };
        }
        if (down.DiffersOverRowsOnly)
        {
            return Unproven(migration, "the scripts make or drop objects for each row, and those of the made rows are not there: "
                + $"over rows {string.Join("; ", down.SchemaDifferences)}; over empty tables the schema is restored");
        }
        if (down.SchemaDifferences.Count > 0)
        {
            findings.DownDiffers(down.SchemaDifferences);
            return proof with { Verdict = Verdict.Wrong, Details = [.. proof.Details, .. down.SchemaDifferences] };
        }
        if (proof.Verdict == Verdict.Wrong)
            return proof;
        if (down.DataDifferences.Count > 0)
        {
            findings.DataLost(down.DataDifferences);
            proof = proof with { Verdict = Verdict.Lossy, Details = [.. down.DataDifferences.Select(d => d.Fact)] };
        }
        return JudgeSecondUp(proof, down, findings);
    }

    private static MigrationProof JudgeSecondUp(MigrationProof proof, DownResult down, ProofFindings findings)
    {
        if (down.SecondUpFailure is { } again)
        {
            findings.SecondUpFails(again);
            return proof with { Verdict = Verdict.NotRepeatable, Details = [.. proof.Details, $"the second up fails: {again.Message}"] };
        }
        if (down.SecondUpDifferences.Count > 0)
        {
            findings.SecondUpDiffers(down.SecondUpDifferences);
            return proof with { Verdict = Verdict.NotRepeatable, Details = [.. proof.Details, .. down.SecondUpDifferences] };
        }
        return proof;
    }

    private List<string> TouchedTables(WorldState before, IReadOnlySet<string>? touched) =>
        [.. before.Tables.Keys.Where(t => touched?.Contains(t) != false || before.Compared.Find("table", t) is { } old
            && (world.ComparedSchema.Find("table", t) is not { } now || !old.Lines.SequenceEqual(now.Lines, StringComparer.Ordinal))).Order(StringComparer.Ordinal)];
}
