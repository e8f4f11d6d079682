using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tests.Deployment;

[TestClass]
public sealed class PlanTests
{
    private static readonly Bundle Three = TestChains.Bundle("0001", "0002", "0003");

    [TestMethod]
    [DataRow("head", "up 0002 step_0002|up 0003 step_0003")]
    [DataRow("2", "up 0002 step_0002")]
    [DataRow("0002", "up 0002 step_0002")]
    [DataRow("+2", "up 0002 step_0002|up 0003 step_0003")]
    [DataRow("+0", "")]
    [DataRow("1", "")]
    public void Apply_goes_up_from_where_the_database_is(string target, string steps) =>
        Assert.AreEqual(steps, Steps(Three, At("0001"), Direction.Up, target));

    [TestMethod]
    [DataRow("base", "down 0003 step_0003|down 0002 step_0002|down 0001 step_0001")]
    [DataRow("0", "down 0003 step_0003|down 0002 step_0002|down 0001 step_0001")]
    [DataRow("-1", "down 0003 step_0003")]
    [DataRow("0001", "down 0003 step_0003|down 0002 step_0002")]
    [DataRow("head", "")]
    public void Rollback_goes_down_newest_first(string target, string steps) =>
        Assert.AreEqual(steps, Steps(Three, At("0001", "0002", "0003"), Direction.Down, target));

    [TestMethod]
    [DataRow("0009", "MB6011")]
    [DataRow("next", "MB6011")]
    [DataRow("+9", "MB6011")]
    [DataRow("-5", "MB6011")]
    [DataRow("+x", "MB6011")]
    [DataRow("base", "MB6012")]
    public void Apply_refuses_a_target_that_it_cannot_reach(string target, string code) =>
        AssertRefused(code, Three, At("0001", "0002"), Direction.Up, target);

    [TestMethod]
    public void Rollback_refuses_to_go_up() => AssertRefused("MB6012", Three, At("0001"), Direction.Down, "head");

    [TestMethod]
    public void Rollback_refuses_a_way_without_a_down_script()
    {
        var bundle = TestChains.Bundle(TestChains.Chain(
        [
            TestChains.Migration("0001"),
            TestChains.Migration("0002", down: null) with { IrreversibleReason = "rows are merged" },
            TestChains.Migration("0003"),
        ]));
        var e = AssertRefused("MB6014", bundle, At(bundle, 3), Direction.Down, "base");
        StringAssert.Contains(e.Message, "rows are merged");
        Assert.AreEqual("down 0003 step_0003", Steps(bundle, At(bundle, 3), Direction.Down, "0002"));
    }

    [TestMethod]
    public void Nothing_beyond_the_supported_version_is_planned()
    {
        var bundle = TestChains.Bundle(TestChains.Chain("0001", "0002", "0003") with { SupportedVersion = MigrationVersion.Parse("2") });
        AssertRefused("MB6013", bundle, At(bundle, 1), Direction.Up, "head");
        Assert.AreEqual("up 0002 step_0002", Steps(bundle, At(bundle, 1), Direction.Up, "2"));
    }

    [TestMethod]
    public void A_repeatable_script_runs_when_it_is_new_or_changed_and_only_at_the_head()
    {
        var view = new RepeatableMigration("view", TestChains.Script("SELECT 1;\n"));
        var bundle = TestChains.Bundle(TestChains.Chain("0001", "0002") with { Repeatables = [view] });
        var same = new[] { Row(HistoryAction.Repeat, null, "view", view.Script.Hash) };
        var older = new[] { Row(HistoryAction.Repeat, null, "view", "other") };
        Assert.AreEqual("up 0002 step_0002|repeat view", Steps(bundle, At(bundle, 1), Direction.Up, "head"));
        Assert.AreEqual("up 0002 step_0002", Steps(bundle, [.. At(bundle, 1), .. same], Direction.Up, "head"));
        Assert.AreEqual("repeat view", Steps(bundle, [.. At(bundle, 2), .. older], Direction.Up, "head"));
        Assert.AreEqual("", Steps(bundle, At(bundle, 1), Direction.Up, "1"));
    }

    [TestMethod]
    public void A_version_of_an_unknown_bundle_is_refused() =>
        AssertRefused("MB6006", TestChains.Bundle("0001"), At("0001", "0002"), Direction.Up, "head");

    [TestMethod]
    public void A_script_that_was_applied_from_another_text_is_refused()
    {
        var rows = At("0001", "0002");
        rows[1] = rows[1] with { UpHash = "other" };
        AssertRefused("MB6007", Three, rows, Direction.Up, "head");
        AssertRefused("MB6007", Three, rows, Direction.Down, "base");
    }

    [TestMethod]
    public void A_text_that_the_lock_file_accepted_is_as_good_as_the_new_one()
    {
        var chain = TestChains.Chain("0001", "0002");
        var bundle = TestChains.Bundle(chain with { Migrations = [chain.Migrations[0] with { AcceptedUpHashes = ["old"] }, chain.Migrations[1]] });
        var rows = At("0001");
        rows[0] = rows[0] with { UpHash = "old" };
        Assert.AreEqual("up 0002 step_0002", Steps(bundle, rows, Direction.Up, "head"));
    }

    [TestMethod]
    public void A_bundle_with_nothing_in_common_is_called_foreign()
    {
        var rows = At("0001", "0002").Select(r => r with { UpHash = "other" }).ToList();
        AssertRefused("MB5005", Three, rows, Direction.Up, "head");
    }

    [TestMethod]
    public void Tables_without_a_history_are_refused()
    {
        var position = Position.Find(Three, null, isEmpty: false);
        var e = Assert.ThrowsExactly<MigrationException>(() => Plan.Make(Three, position, Direction.Up, "head"));
        Assert.AreEqual("MB6008", e.Diagnostic.Descriptor.Code);
        StringAssert.Contains(e.Message, "stamp");
    }

    [TestMethod]
    public void A_late_migration_before_applied_ones_is_refused() =>
        AssertRefused("MB6010", Three, At("0001", "0003"), Direction.Up, "head");

    [TestMethod]
    public void An_interrupted_step_needs_a_person()
    {
        var started = Row(HistoryAction.UpStarted, "0002", "step_0002", Three.Chain.Migrations[1].Up.Hash);
        var e = AssertRefused("MB6025", Three, [.. At("0001"), started], Direction.Up, "head");
        Assert.AreEqual(ExitCode.NeedsPerson, e.ExitCode);
        var settled = Row(HistoryAction.Abandoned, "0002", "step_0002", null);
        Assert.AreEqual("up 0002 step_0002", Steps(Three, [.. At("0001"), started, settled], Direction.Up, "2"));
    }

    [TestMethod]
    public void What_was_rolled_back_is_pending_again()
    {
        var down = Row(HistoryAction.Down, "2", "step_0002", null);
        Assert.AreEqual("up 0002 step_0002|up 0003 step_0003", Steps(Three, [.. At("0001", "0002"), down], Direction.Up, "head"));
    }

    [TestMethod]
    public void A_stamp_counts_as_applied_and_an_unstamp_as_not()
    {
        var stamp = Row(HistoryAction.Stamp, "0001", "step_0001", Three.Chain.Migrations[0].Up.Hash);
        Assert.AreEqual("up 0002 step_0002", Steps(Three, [stamp], Direction.Up, "2"));
        Assert.AreEqual("up 0001 step_0001", Steps(Three, [stamp, stamp with { Action = HistoryAction.Unstamp }], Direction.Up, "1"));
    }

    private static string Steps(Bundle bundle, IReadOnlyList<HistoryRow> rows, Direction direction, string target) =>
        string.Join('|', Plan.Make(bundle, Position.Find(bundle, rows, isEmpty: rows.Count == 0), direction, target).Steps);

    private static MigrationException AssertRefused(string code, Bundle bundle, IReadOnlyList<HistoryRow> rows, Direction direction, string target)
    {
        var e = Assert.ThrowsExactly<MigrationException>(() => Steps(bundle, rows, direction, target));
        Assert.AreEqual(code, e.Diagnostic.Descriptor.Code);
        return e;
    }

    private static List<HistoryRow> At(params string[] versions) =>
        [.. versions.Select(v => Row(HistoryAction.Up, v, $"step_{v}", TestChains.Migration(v).Up.Hash))];

    private static List<HistoryRow> At(Bundle bundle, int count) =>
        [.. bundle.Chain.Migrations.Take(count).Select(m => Row(HistoryAction.Up, m.Version.Text, m.Name, m.Up.Hash))];

    private static HistoryRow Row(HistoryAction action, string? version, string name, string? hash) => new()
    {
        RunId = new string('0', 32),
        Action = action,
        Version = version,
        Name = name,
        UpHash = hash,
        BundleDigest = "",
        ToolVersion = "1.2.3",
        At = DateTimeOffset.UnixEpoch,
        By = "somebody@somewhere",
    };
}
