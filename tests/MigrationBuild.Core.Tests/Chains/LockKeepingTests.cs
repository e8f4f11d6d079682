using MigrationBuild.Chains;

namespace MigrationBuild.Tests.Chains;

[TestClass]
public sealed class LockKeepingTests
{
    [TestMethod]
    public void A_build_adds_new_migrations_at_the_end_and_a_second_one_changes_nothing()
    {
        using var project = new TemporaryProject().AddPair("0001", "a");
        project.Chain();
        var first = project.LockText;
        project.AddPair("0002", "b");

        project.Chain();

        Assert.StartsWith(first, project.LockText);
        Assert.HasCount(3, project.LockText.TrimEnd('\n').Split('\n'));
        File.SetLastWriteTimeUtc(project.LockPath, DateTime.UnixEpoch);
        project.Chain();
        Assert.AreEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(project.LockPath));
        project.Chain(LockMode.Verify);
        CollectionAssert.AreEqual(new[] { "migrations.lock" }, Directory.GetFiles(project.MigrationsFolder).Select(f => Path.GetFileName(f)).Where(f => !f.EndsWith(".sql", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public void A_build_with_errors_leaves_the_lock_file_alone()
    {
        using var project = new TemporaryProject().AddPair("0001", "a");
        project.Chain();
        var before = project.LockText;
        project.AddPair("0002", "b").Add("0003_c.up.sql", "SELECT 1;");

        Assert.AreEqual("MB1107", TemporaryProject.Codes(project.Compile().Diagnostics));

        Assert.AreEqual(before, project.LockText);
    }

    [TestMethod]
    public void A_lock_file_with_other_line_ends_is_the_same_and_is_not_written_anew()
    {
        using var project = new TemporaryProject().AddPair("0001", "a");
        project.Chain();
        var windows = project.LockText.Replace("\n", "\r\n");
        File.WriteAllText(project.LockPath, windows);

        project.Chain();

        Assert.AreEqual(windows, project.LockText);
    }

    [TestMethod]
    public void A_renumbered_down_script_and_a_removed_one_are_changes()
    {
        using var project = new TemporaryProject().AddPair("0001", "a").AddPair("0002", "b");
        project.Chain();
        File.Delete(project.PathOf("0002_add_b.down.sql"));
        Assert.AreEqual("MB1107", TemporaryProject.Codes(project.Compile().Diagnostics), "a missing down script is reported once");

        project.Add("0002_add_b.up.sql", "-- migrate:irreversible data is gone\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n");

        Assert.Contains("the up and the down script differ", project.Compile().Diagnostics.Single().Message);
    }

    [TestMethod]
    public void Repeatable_scripts_are_not_locked()
    {
        using var project = new TemporaryProject().Add("V1__a.sql", "SELECT 1;").Add("U1__a.sql", "SELECT 1;").Add("R__v.sql", "SELECT 1;").Add("R__a.sql", "SELECT 1;");
        Assert.AreEqual("a v", string.Join(' ', project.Chain().Repeatables.Select(r => r.Name)));
        project.Add("R__v.sql", "SELECT 2;");

        project.Chain(LockMode.Verify);
    }
}
