using MigrationBuild.Faults;

namespace MigrationBuild.Tests.Faults;

[TestClass]
public sealed class FaultSettingTests
{
    [TestMethod]
    [DataRow(null), DataRow("")]
    public void Nothing_is_asked_for_without_a_text(string? text) => Assert.IsNull(FaultSetting.Parse(text));

    [TestMethod]
    public void A_point_alone_means_a_kill_the_first_time() =>
        Assert.AreEqual(new FaultSetting("snapshot.written", 1, FaultAction.Kill, Timeout.InfiniteTimeSpan), FaultSetting.Parse("snapshot.written"));

    [TestMethod]
    public void Occurrence_action_and_pause_are_read() =>
        Assert.AreEqual(new FaultSetting("sqlite.commit.before", 3, FaultAction.Pause, TimeSpan.FromMilliseconds(250)), FaultSetting.Parse("sqlite.commit.before@3=pause:250"));

    [TestMethod]
    public void A_failure_can_be_asked_for() => Assert.AreEqual(FaultAction.Fail, FaultSetting.Parse("a.b=fail")!.Action);

    [TestMethod]
    [DataRow("a.b=explode"), DataRow("a.b@often"), DataRow("a.b=pause:soon")]
    public void A_text_that_makes_no_sense_is_not_a_run_without_faults(string text) => Assert.ThrowsExactly<FormatException>(() => FaultSetting.Parse(text));

    // The variables are not set where tests run: this is what every user's process does at a point.
    [TestMethod]
    public void A_point_does_nothing_where_no_variable_names_it()
    {
        Assert.IsNull(Environment.GetEnvironmentVariable("MIGRATIONBUILD_FAULT"));
        Assert.IsNull(Environment.GetEnvironmentVariable("MIGRATIONBUILD_FAULT_TRACE"));
        FaultPoint.Reach("tests.point");
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        FaultPoint.Reach("tests.point");
        Assert.AreEqual(allocated, GC.GetAllocatedBytesForCurrentThread(), "not even counted");
    }
}
