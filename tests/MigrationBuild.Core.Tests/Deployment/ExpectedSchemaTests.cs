using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Drift;
using MigrationBuild.Proofs;

namespace MigrationBuild.Tests.Deployment;

/// <summary>Which schema a database should have, and where that cannot be known exactly.</summary>
[TestClass]
public sealed class ExpectedSchemaTests
{
    private const string Engine = "PostgreSQL 15.14";

    private static readonly RepeatableMigration View = new("view", TestChains.Script("CREATE VIEW v AS SELECT 1;\n", "Migrations/R__view.sql"));

    [TestMethod]
    public void Each_version_has_the_changes_up_to_it()
    {
        Assert.AreEqual("", Names(At(Bundle())));
        Assert.AreEqual("t1", Names(At(Bundle(), Up(1))));
        Assert.AreEqual("t1 t2", Names(At(Bundle(), Up(1), Up(2))));
    }

    [TestMethod]
    public void Nothing_is_expected_after_what_the_build_did_not_try()
    {
        var proof = Proof() with { Migrations = [Proof().Migrations[0], new MigrationProof { Version = "0002", Verdict = Verdict.Unproven }] };
        Assert.IsNotNull(At(Bundle() with { Proof = proof }, Up(1)));
        Assert.IsNull(At(Bundle() with { Proof = proof }, Up(1), Up(2)));
    }

    [TestMethod]
    public void Repeatable_scripts_count_once_all_have_run_at_the_head()
    {
        var bundle = Bundle(View);
        AssertCertain("t1 t2", At(bundle, Up(1), Up(2)));
        AssertCertain("t1 t2 v", At(bundle, Up(1), Up(2), Ran(View.Script.Hash)));
    }

    [TestMethod]
    public void Objects_of_repeatable_scripts_are_left_out_where_those_ran_elsewhere()
    {
        var bundle = Bundle(View);
        foreach (var rows in new HistoryRow[][]
        {
            [Up(1), Ran(View.Script.Hash)],
            [Up(1), Ran(View.Script.Hash), Up(2)],
            [Up(1), Up(2), Ran("old text"), Ran(View.Script.Hash)],
            [Up(1), Up(2), Ran("old text")],
            [Up(1), Up(2), Ran(View.Script.Hash) with { Name = "one that is gone" }, Ran(View.Script.Hash)],
        })
        {
            var expected = At(bundle, rows)!;
            Assert.Contains("repeatable", expected.WhyUncertain!);
            CollectionAssert.AreEqual(new[] { ("view", "v") }, expected.LeftOut.ToArray());
            Assert.DoesNotContain(" v", Names(expected));
        }
    }

    [TestMethod]
    [DataRow("PostgreSQL 15.2", true)]
    [DataRow("Aurora PostgreSQL 15.4", true)]
    [DataRow("PostgreSQL 17.1", false)]
    [DataRow("PostgreSQL 14.15", false)]
    public void Another_major_version_of_the_engine_is_not_held_to_the_words(string engine, bool isCertain) =>
        Assert.AreEqual(isCertain, At(Bundle(), engine, Up(1))!.WhyUncertain is null);

    [TestMethod]
    public void Down_script_that_does_not_restore_the_schema_makes_it_uncertain()
    {
        foreach (var (verdict, isCertain) in new[] { (Verdict.Exact, true), (Verdict.Lossy, true), (Verdict.Wrong, false), (Verdict.NotRepeatable, false), (Verdict.Unproven, false) })
        {
            var proof = Proof() with { Migrations = [Proof().Migrations[0], Proof().Migrations[1] with { Verdict = verdict }] };
            var down = Up(2) with { Action = HistoryAction.Down };
            Assert.AreEqual(isCertain, At(Bundle() with { Proof = proof }, Up(1), Up(2), down)!.WhyUncertain is null, verdict.ToString());
        }
    }

    [TestMethod]
    public void Row_of_an_accepted_drift_changes_no_state()
    {
        var drift = Up(1) with { Action = HistoryAction.Drift };
        var started = Up(2) with { Action = HistoryAction.UpStarted };
        Assert.AreEqual(1, AppliedState.From([Up(1), drift]).Applied.Count);
        Assert.AreEqual(started, AppliedState.From([Up(1), started, drift]).Interrupted);
        Assert.HasCount(1, AppliedState.From([Ran("h"), drift]).RepeatedSince);
    }

    private static Bundle Bundle(params RepeatableMigration[] repeatables) =>
        TestChains.Bundle(TestChains.Chain("0001", "0002") with { Repeatables = repeatables }) with { Proof = Proof() };

    private static ChainProof Proof() => new()
    {
        EngineVersion = Engine,
        Migrations =
        [
            new() { Version = "0001", Verdict = Verdict.Exact, Change = new([], [new("table", "t1", ["a"])]) },
            new() { Version = "0002", Verdict = Verdict.Exact, Change = new([], [new("table", "t2", ["a"])]) },
        ],
        Repeatables = new([], [new("view", "v", ["SELECT 1"])]),
    };

    private static ExpectedSchema? At(Bundle bundle, params HistoryRow[] rows) => At(bundle, Engine, rows);

    private static ExpectedSchema? At(Bundle bundle, string engine, params HistoryRow[] rows) =>
        ExpectedSchema.At(ChainPoint.Of(bundle.Chain, Position.Find(bundle, rows, isEmpty: false)), bundle.Proof!, engine);

    private static HistoryRow Up(int number) => new()
    {
        RunId = "r",
        Action = HistoryAction.Up,
        Version = $"{number:D4}",
        Name = $"step_{number:D4}",
        UpHash = TestChains.Migration($"{number:D4}").Up.Hash,
        BundleDigest = "b",
        ToolVersion = "1.2.3",
        At = DateTimeOffset.UnixEpoch,
        By = "me@here",
    };

    private static HistoryRow Ran(string hash) => Up(1) with { Action = HistoryAction.Repeat, Version = null, Name = View.Name, UpHash = hash };

    private static void AssertCertain(string names, ExpectedSchema? expected)
    {
        Assert.AreEqual(names, Names(expected));
        Assert.IsNull(expected!.WhyUncertain);
        Assert.IsEmpty(expected.LeftOut);
    }

    private static string Names(ExpectedSchema? expected) => string.Join(' ', expected!.Schema.Objects.Select(o => o.Name));
}
