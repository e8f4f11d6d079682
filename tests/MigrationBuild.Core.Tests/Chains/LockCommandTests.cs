using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tests.Chains;

[TestClass]
public sealed class LockCommandTests
{
    [TestMethod]
    public void Accepts_a_changed_script_and_keeps_what_it_was()
    {
        using var project = Locked();
        var old = TextHash.Of(File.ReadAllText(project.PathOf("0001_add_a.up.sql")));
        project.Add("0001_add_a.up.sql", "-- a comment\nCREATE TABLE a (id INTEGER PRIMARY KEY);\n");
        Assert.AreEqual("MB1301", TemporaryProject.Codes(project.Compile().Diagnostics));

        var result = LockCommand.Accept(project.Request(), "1", "only a\ncomment");

        Assert.IsTrue(result.Written);
        Assert.Contains($"\naccepted 0001 {old} ", project.LockText);
        Assert.Contains(" only a comment\n", project.LockText);
        Assert.AreEqual(old, project.Chain(LockMode.Verify).Migrations[0].AcceptedUpHashes.Single());
    }

    [TestMethod]
    public void Accepts_one_change_of_several()
    {
        using var project = Locked();
        project.Add("0001_add_a.up.sql", "SELECT 1;").Add("0002_add_b.down.sql", "SELECT 2;");

        Assert.IsTrue(LockCommand.Accept(project.Request(), "0001", "why").Written);

        var left = project.Compile().Diagnostics.Single();
        Assert.AreEqual("Migrations/0002_add_b.down.sql", left.Location!.File);
    }

    [TestMethod]
    public void Accepts_a_renamed_a_removed_and_an_inserted_migration()
    {
        using var project = new TemporaryProject().AddPair("20260101000000", "a").AddPair("20260102000000", "b").AddPair("20260104000000", "d");
        project.Chain();
        File.Move(project.PathOf("20260101000000_add_a.up.sql"), project.PathOf("20260101000000_make_a.up.sql"));
        File.Move(project.PathOf("20260101000000_add_a.down.sql"), project.PathOf("20260101000000_make_a.down.sql"));
        File.Delete(project.PathOf("20260102000000_add_b.up.sql"));
        File.Delete(project.PathOf("20260102000000_add_b.down.sql"));
        project.AddPair("20260103000000", "c");
        Assert.AreEqual("MB1308 MB1307 MB1303", TemporaryProject.Codes(project.Compile().Diagnostics));

        foreach (var version in new[] { "20260103000000", "20260102000000", "20260101000000" })
            Assert.IsTrue(LockCommand.Accept(project.Request(), version, "on purpose").Written, version);

        Assert.AreEqual("20260101000000 make_a, 20260103000000 add_c, 20260104000000 add_d", string.Join(", ", project.Chain(LockMode.Verify).Migrations));
        Assert.Contains("accepted 20260102000000 ", project.LockText);
    }

    [TestMethod]
    [DataRow("0002", "why", "there is nothing to accept")]
    [DataRow("0003", "why", "is new and stands at the end")]
    [DataRow("0012", "why", "there is no migration 0012; did you mean 0002?")]
    [DataRow("two", "why", "is no version")]
    [DataRow("0002", " ", "--reason")]
    public void Refuses_what_is_no_change(string version, string reason, string part)
    {
        using var project = Locked().AddPair("0003", "c");

        var result = LockCommand.Accept(project.Request(), version, reason);

        Assert.IsFalse(result.Written);
        Assert.Contains(part, result.Diagnostics.Single().Message);
    }

    [TestMethod]
    public void Update_adds_new_migrations_and_refuses_changed_ones()
    {
        using var project = Locked().AddPair("0003", "c");
        Assert.IsTrue(LockCommand.Update(project.Request() with { BundlePath = null }).Written);
        Assert.IsFalse(LockCommand.Update(project.Request()).Written);
        project.Add("0001_add_a.up.sql", "SELECT 1;");

        var result = LockCommand.Update(project.Request());

        Assert.AreEqual("MB1301", TemporaryProject.Codes(result.Diagnostics));
        Assert.IsFalse(result.Succeeded);
    }

    [TestMethod]
    public void Update_puts_a_merge_of_two_branches_in_order()
    {
        using var ours = new TemporaryProject().AddPair("20260101000000", "a").AddPair("20260103000000", "c");
        using var theirs = new TemporaryProject().AddPair("20260101000000", "a").AddPair("20260102000000", "b");
        ours.Chain();
        theirs.Chain();
        var merged = ours.LockText + theirs.LockText.Split('\n')[2] + "\n";
        ours.AddPair("20260102000000", "b");
        File.WriteAllText(ours.LockPath, merged);
        Assert.AreEqual("MB1307 MB1304", TemporaryProject.Codes(ours.Compile(LockMode.Verify).Diagnostics));

        Assert.IsTrue(LockCommand.Update(ours.Request()).Written);

        Assert.HasCount(3, ours.Chain(LockMode.Verify).Migrations);
    }

    [TestMethod]
    public void Conflict_markers_and_errors_of_the_chain_stop_it()
    {
        using var project = Locked();
        File.WriteAllText(project.LockPath, project.LockText.Replace("0002", "<<<<<<< ours\n0002"));
        Assert.AreEqual("MB1305", TemporaryProject.Codes(LockCommand.Update(project.Request()).Diagnostics));

        File.Delete(project.PathOf("0001_add_a.down.sql"));
        Assert.AreEqual("MB1107 MB1305", TemporaryProject.Codes(LockCommand.Accept(project.Request(), "0001", "x").Diagnostics));
    }

    private static TemporaryProject Locked()
    {
        var project = new TemporaryProject().AddPair("0001", "a").AddPair("0002", "b");
        project.Chain();
        return project;
    }
}
