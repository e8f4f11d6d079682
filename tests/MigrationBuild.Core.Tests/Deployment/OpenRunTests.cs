using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Journal;

namespace MigrationBuild.Core.Tests.Deployment;

[TestClass]
public sealed class OpenRunTests
{
    private const string Plan = """{"direction":"up","to":"0003","steps":[{"action":"up","version":"0001","name":"a"},{"action":"up","version":"0002","name":"b"},{"action":"repeat","name":"r"}],"isOneTransaction":false}""";

    private long _id;

    [TestMethod]
    public void Without_a_history_or_after_its_end_no_run_is_open()
    {
        Assert.IsNull(OpenRun.Find(null));
        Assert.IsNull(OpenRun.Find([]));
        Assert.IsNull(OpenRun.Find([Began(), Row(HistoryAction.Up, "0001", "a"), Row(HistoryAction.Ended, "0003", "done")]));
        Assert.IsNull(OpenRun.Find([Began(), Row(HistoryAction.Ended, null, "takenBack")]));
    }

    [TestMethod]
    public void Rows_of_the_time_before_the_journal_are_no_open_run() =>
        Assert.IsNull(OpenRun.Find([Row(HistoryAction.Up, "0001", "a"), Row(HistoryAction.Repeat, null, "r"), Row(HistoryAction.Stamp, "0002", "b")]));

    [TestMethod]
    public void A_step_that_began_outside_a_transaction_without_a_journal_is_open()
    {
        var run = OpenRun.Find([Row(HistoryAction.UpStarted, "0001", "a") with { Note = "old.snapshot" }])!;
        Assert.AreEqual("up 0001 a", run.Unknown!.ToString());
        Assert.AreEqual("old.snapshot", run.Snapshot);
        Assert.IsNull(run.Plan);
        Assert.IsNull(OpenRun.Find([Row(HistoryAction.UpStarted, "0001", "a"), Row(HistoryAction.Up, "0001", "a")]));
    }

    [TestMethod]
    public void A_run_that_died_at_once_has_nothing_started() => AssertStates([Began()], StepState.NotStarted, StepState.NotStarted, StepState.NotStarted);

    [TestMethod]
    public void What_was_entered_and_not_recorded_was_in_a_transaction() =>
        AssertStates([Began(), Entered(0, 1), Row(HistoryAction.Up, "0001", "a"), Entered(1, 2)], StepState.Done, StepState.InTransaction, StepState.InTransaction);

    [TestMethod]
    public void What_started_outside_and_was_not_recorded_is_unknown() =>
        AssertStates([Began(), Entered(0, 1), Row(HistoryAction.UpStarted, "0001", "a")], StepState.Unknown, StepState.NotStarted, StepState.NotStarted);

    [TestMethod]
    public void What_was_cleaned_up_is_not_started() =>
        AssertStates([Began(), Row(HistoryAction.UpStarted, "0001", "a"), Row(HistoryAction.Abandoned, "0001", "a")], StepState.NotStarted, StepState.NotStarted, StepState.NotStarted);

    [TestMethod]
    public void What_went_down_again_is_taken_back() =>
        AssertStates([Began(), Row(HistoryAction.Up, "0001", "a"), Row(HistoryAction.GoingBack, null, "downs"), Row(HistoryAction.Down, "0001", "a")],
            StepState.TakenBack, StepState.NotStarted, StepState.NotStarted);

    [TestMethod]
    public void A_run_that_stopped_and_left_the_rest_to_a_person_is_open()
    {
        var run = OpenRun.Find([Began(), Row(HistoryAction.Up, "0001", "a"), Row(HistoryAction.Ended, null, "stopped") with { Note = "others wrote" }])!;
        Assert.AreEqual("others wrote", run.Stopped);
        Assert.AreEqual("1 of its 3 steps is in effect", OpenRunWords.Progress(run));
    }

    [TestMethod]
    public void A_stamp_settles_whatever_was_open() =>
        Assert.IsNull(OpenRun.Find([Began(), Row(HistoryAction.UpStarted, "0001", "a"), Row(HistoryAction.Stamp, "0001", "a") with { RunId = "stamp" }]));

    [TestMethod]
    public void A_plan_of_a_later_version_of_the_tool_does_not_keep_the_state_from_being_told()
    {
        var run = OpenRun.Find([Began() with { Note = "{\"steps\": 7}" }, Row(HistoryAction.UpStarted, "0001", "a")])!;
        Assert.IsNull(run.Plan);
        Assert.AreEqual("up 0001 a", run.Unknown!.ToString());
    }

    [TestMethod]
    public void A_began_row_that_cannot_be_read_is_told_without_steps()
    {
        var run = OpenRun.Find([Began() with { Note = null }])!;
        Assert.IsEmpty(run.Steps);
        Assert.Contains("run", OpenRunWords.Of(run));
    }

    private static void AssertStates(IReadOnlyList<HistoryRow> rows, params StepState[] expected) =>
        CollectionAssert.AreEqual(expected, OpenRun.Find(rows)!.Steps.Select(s => s.State).ToArray());

    private HistoryRow Began() => Row(HistoryAction.Began, null, "apply") with { Note = Plan };

    private HistoryRow Entered(int first, int count) =>
        Row(HistoryAction.Entered, null, "entered") with { Note = FormattableString.Invariant($"{{\"first\":{first},\"count\":{count}}}") };

    private HistoryRow Row(HistoryAction action, string? version, string name) => new()
    {
        Id = ++_id,
        RunId = "run",
        Action = action,
        Version = version,
        Name = name,
        BundleDigest = "b",
        ToolVersion = "0.1.0",
        At = new DateTimeOffset(2026, 11, 20, 10, 11, 12, TimeSpan.Zero),
        By = "me@here",
    };
}
