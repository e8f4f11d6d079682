using MigrationBuild.Scripts;
using MigrationBuild.Scripts.Directives;

namespace MigrationBuild.Tests.Scripts;

[TestClass]
public sealed class ScriptContentTests
{
    [TestMethod]
    public void A_section_runs_from_its_marker_to_the_next_the_first_one_from_the_start()
    {
        using var project = new TemporaryProject().Add("0001_a.sql",
            "-- head\n-- migrate:timeout 30s\n-- migrate:up\nSELECT '\n-- migrate:down\n';\n  -- migrate:down\n-- migrate:timeout 500ms\nSELECT 2;\n--migrate:verify\nSELECT 1;");

        var migration = project.Chain().Head!;

        Assert.AreEqual("-- head\n-- migrate:timeout 30s\n-- migrate:up\nSELECT '\n-- migrate:down\n';\n", migration.Up.Text);
        Assert.AreEqual("  -- migrate:down\n-- migrate:timeout 500ms\nSELECT 2;\n", migration.Down!.Text);
        Assert.AreEqual("--migrate:verify\nSELECT 1;", migration.Verify!.Text);
        Assert.AreEqual("1 7 10", $"{migration.Up.FirstLine} {migration.Down.FirstLine} {migration.Verify.FirstLine}");
        Assert.AreEqual(TimeSpan.FromSeconds(30), migration.Up.Timeout);
        Assert.AreEqual(TimeSpan.FromMilliseconds(500), migration.Down.Timeout);
        Assert.AreEqual(TextHash.Of(migration.Down.Text), migration.Down.Hash);
    }

    [TestMethod]
    public void Directives_say_how_a_script_runs()
    {
        using var project = new TemporaryProject().Add("0001_a.up.sql",
            "-- migrate:irreversible the data is gone\n-- migrate:transaction none\n-- migrate:recover DROP INDEX IF EXISTS i\n-- migrate:lock-timeout 2s\n"
            + "-- migrate:expect SELECT count(*) FROM a WHERE b = 1 = 3\nSELECT 1;\n-- migrate:allow MB4009 small table\nSELECT 2;\n");

        var migration = project.Chain().Head!;

        Assert.AreEqual("the data is gone", migration.IrreversibleReason);
        Assert.IsFalse(migration.Up.Transactional);
        Assert.AreEqual("DROP INDEX IF EXISTS i", migration.Up.Recover);
        Assert.AreEqual(TimeSpan.FromSeconds(2), migration.Up.LockTimeout);
        Assert.AreEqual(new Expectation("SELECT count(*) FROM a WHERE b = 1", "3", 5), migration.Up.Expectations.Single());
        Assert.AreEqual(new AllowedHazard("MB4009", "small table", 7), migration.Up.Allowed.Single());
    }

    [TestMethod]
    public void A_section_of_dbmate_may_leave_the_transaction_in_its_marker()
    {
        using var project = new TemporaryProject().Add("0001_a.sql", "-- migrate:up transaction:false\nVACUUM;\n-- migrate:down\nSELECT 1;\n");

        var migration = project.Chain().Head!;

        Assert.IsFalse(migration.Up.Transactional);
        Assert.IsTrue(migration.Down!.Transactional);
    }

    [TestMethod]
    [DataRow("30s", 30_000)]
    [DataRow("500ms", 500)]
    [DataRow("2m", 120_000)]
    [DataRow("1h", 3_600_000)]
    [DataRow("5 s", 5_000)]
    [DataRow("", null)]
    [DataRow("s", null)]
    [DataRow("30", null)]
    [DataRow("-1s", null)]
    [DataRow("0s", null)]
    [DataRow("1.5s", null)]
    [DataRow("999999999h", null)]
    [DataRow("99999999999999999999s", null)]
    public void Reads_limits(string text, int? milliseconds) =>
        Assert.AreEqual(milliseconds, (int?)Limit.TryParse(text)?.TotalMilliseconds);

    [TestMethod]
    [DataRow("revise", "revises")]
    [DataRow("lock_timeout", "lock-timeout")]
    [DataRow("TIMEOUT", "timeout")]
    [DataRow("irreversable", "irreversible")]
    [DataRow("dwon", "down")]
    [DataRow("xyzzyxyzzy", null)]
    public void Finds_the_nearest_directive(string word, string? expected) =>
        Assert.AreEqual(expected, EditDistance.Nearest(word, DirectiveForm.All.Select(f => f.Name)));
}
