using System.Globalization;
using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics.Severities;

namespace MigrationBuild.Tests.Compilation;

[TestClass]
public sealed class CompilerTests
{
    [TestMethod]
    public void Gives_the_chain_in_order_with_parents_and_hashes()
    {
        using var project = new TemporaryProject().AddPair("0002", "b").AddPair("0001", "a").AddPair("0010", "x");
        File.Delete(project.PathOf("0010_add_x.up.sql"));
        File.Delete(project.PathOf("0010_add_x.down.sql"));

        var chain = project.Chain();

        Assert.AreEqual("0001 add_a, 0002 add_b", string.Join(", ", chain.Migrations));
        Assert.IsNull(chain.Migrations[0].Parent);
        Assert.AreEqual("0001", chain.Migrations[1].Parent!.Text);
        Assert.AreEqual("Migrations/0001_add_a.up.sql", chain.Migrations[0].Up.File);
        Assert.AreEqual("sqlite", chain.Engine);
        Assert.HasCount(64, chain.Head!.ChainHash);
    }

    [TestMethod]
    public void The_same_scripts_give_the_same_result_in_another_folder_order_and_culture()
    {
        using var one = new TemporaryProject().AddPair("0001", "a").AddPair("0002", "b").Add("0004_c.up.sql", "SELECT 1;");
        using var two = new TemporaryProject().Add("0004_c.up.sql", "SELECT 1;").AddPair("0002", "b").AddPair("0001", "a");
        var first = one.Compile();

        // The tests run without the cultures of the system, as the tool does; an odd one can still be made.
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NegativeSign = "~";
        odd.NumberFormat.NumberGroupSeparator = "'";
        CultureInfo.CurrentCulture = odd;
        var request = two.Request();
        var second = Compiler.Compile(request with { Scripts = [.. request.Scripts.Reverse(), .. request.Scripts] });

        Assert.AreEqual("MB1107 MB1201", TemporaryProject.Codes(first.Diagnostics));
        Assert.AreEqual(string.Join('\n', first.Diagnostics), string.Join('\n', second.Diagnostics));
    }

    [TestMethod]
    public void What_looks_like_a_placeholder_is_text_like_any_other()
    {
        const string up = "CREATE TABLE t (a TEXT DEFAULT '${PATH} $(PATH) %PATH% {{PATH}} {PATH} $PATH :PATH @PATH');\n";
        using var project = new TemporaryProject().Add("0001_t.up.sql", up).Add("0001_t.down.sql", "DROP TABLE t;\n");

        var bundle = BundleReader.Read(BundleWriter.Write(project.Chain(), "0.1.0"), "test");

        Assert.AreEqual(up, bundle.Chain.Migrations[0].Up.Text);
    }

    [TestMethod]
    public void An_unreadable_script_is_one_finding_and_no_gap()
    {
        using var project = new TemporaryProject().AddPair("0001", "a").AddPair("0003", "c");
        var request = project.Request();

        var result = Compiler.Compile(request with { Scripts = [.. request.Scripts, project.PathOf("0002_b.up.sql")] });

        Assert.AreEqual(
            "Migrations/0002_b.up.sql(1,1): error MB1004: the file cannot be read: it does not exist", string.Join('\n', result.Diagnostics));
    }

    [TestMethod]
    public void A_lock_file_that_cannot_be_written_is_an_error()
    {
        using var project = new TemporaryProject().AddPair("0001", "a");
        File.WriteAllText(Path.Combine(project.Root, "file"), "");

        var result = Compiler.Compile(project.Request() with { LockFile = Path.Combine(project.Root, "file", "migrations.lock") });

        Assert.AreEqual("MB1005", TemporaryProject.Codes(result.Diagnostics));
        Assert.IsNull(result.Chain);
    }

    [TestMethod]
    public void Shows_absolute_paths_where_asked_but_keeps_relative_ones_in_the_chain()
    {
        using var project = new TemporaryProject().AddPair("0001", "a").Add("0001_add_a.verify.sql", "SELECT 1;");
        var request = project.Request() with { FullPaths = true };
        Assert.AreEqual("Migrations/0001_add_a.verify.sql", Compiler.Compile(request).Chain!.Head!.Verify!.File);

        File.WriteAllText(project.PathOf("0001_add_a.up.sql"), "");

        Assert.AreEqual(project.PathOf("0001_add_a.up.sql"), Compiler.Compile(request with { LockFile = project.PathOf("none") }).Diagnostics[0].Location!.File);
    }

    [TestMethod]
    public void Warnings_follow_the_projects_settings()
    {
        using var project = new TemporaryProject().Add("0001_a.sql", "SELECT 1;");
        var asError = new SeverityPolicy([], [], [], treatWarningsAsErrors: true);
        var silent = new SeverityPolicy(["MB1118"], [], [], treatWarningsAsErrors: true);

        var refused = Compiler.Compile(project.Request() with { Severities = asError });
        Assert.AreEqual("migrationbuild : error MB1118", refused.Diagnostics[0].ToString()[..29]);
        Assert.IsNull(refused.Chain);
        Assert.IsFalse(File.Exists(project.LockPath));
        Assert.IsTrue(Compiler.Compile(project.Request() with { Severities = silent }).Succeeded);
    }

    [TestMethod]
    public void Line_ends_and_byte_order_mark_do_not_change_a_hash()
    {
        using var lf = new TemporaryProject().Add("0001_a.up.sql", "SELECT 1;\nSELECT 2;\n").Add("0001_a.down.sql", "SELECT 1;\n");
        using var crlf = new TemporaryProject().Add("0001_a.up.sql", "\uFEFFSELECT 1;\r\nSELECT 2;\r").Add("0001_a.down.sql", "SELECT 1;\r\n");

        Assert.AreEqual(lf.Chain().Head!.ChainHash, crlf.Chain().Head!.ChainHash);
        Assert.AreEqual(lf.LockText, crlf.LockText);
    }

    [TestMethod]
    public void A_thousand_scripts_compile_at_once()
    {
        using var project = new TemporaryProject();
        for (var i = 1; i <= 500; i++)
            project.AddPair(i.ToString("D4", CultureInfo.InvariantCulture), "table_" + i);
        project.Compile();

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var chain = project.Chain(LockMode.Verify);

        // The goal is far lower; other tests share the processor.
        Assert.IsLessThan(2000, watch.ElapsedMilliseconds);
        Assert.HasCount(500, chain.Migrations);
    }

    [TestMethod]
    public void Checking_writes_nothing()
    {
        using var project = new TemporaryProject().AddPair("0001", "a");

        Assert.IsTrue(Compiler.Compile(project.Request() with { BundlePath = null }).Succeeded);

        Assert.IsFalse(File.Exists(project.LockPath));
    }
}
