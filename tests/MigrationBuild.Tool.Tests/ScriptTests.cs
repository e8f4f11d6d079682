using System.Diagnostics;

namespace MigrationBuild.Tool.Tests;

/// <summary>What `script` writes, run by the engine's own shell, is what `apply` does.</summary>
[TestClass]
public sealed class ScriptTests : ToolTests
{
    private const string History = "SELECT action, version, name, up_hash, down_hash, bundle_digest FROM migration_history WHERE action IN ('up', 'upstarted') ORDER BY id";

    [TestMethod]
    public void ScriptGivesTheSameSchemaRowsAndHistory()
    {
        var bundle = Bundle(
            ("CREATE TABLE a (x);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x = x + 1; END", "DROP TABLE a"),
            ("INSERT INTO a VALUES (1) RETURNING x -- no semicolon", "DELETE FROM a;"),
            ("-- migrate:transaction none\nVACUUM", "SELECT 1; -- it's ;"),
            ("CREATE TABLE e (x);\nINSERT INTO e VALUES ('a;b'); /* ends here ; */", "DROP TABLE e;"));
        Run("apply", "-c", Database, "-b", bundle).AssertExit(0);
        Run("script", "-b", bundle, "-o", "up.sql").AssertExit(0);
        Assert.AreEqual(0, Shell("hand.db", "up.sql"));
        foreach (var query in new[] { History, "SELECT * FROM a", "SELECT * FROM e", "SELECT name FROM sqlite_master ORDER BY name" })
            Assert.AreEqual(Rows(Database, query), Rows(PathOf("hand.db"), query), query);
        Run("status", "-c", "hand.db", "-b", bundle).AssertExit(0);
    }

    [TestMethod]
    [DataRow("INSERT INTO nowhere VALUES (1);")]
    [DataRow("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id)); INSERT INTO c VALUES (7);")]
    public void ScriptThatFailsLeavesNothing(string failing)
    {
        var bundle = Bundle(("CREATE TABLE a (x);", "DROP TABLE a;"), (failing, "SELECT 1;"), ("CREATE TABLE b (x);", "DROP TABLE b;"));
        Run("script", "-b", bundle, "-o", "up.sql").AssertExit(0);
        Assert.AreNotEqual(0, Shell("hand.db", "up.sql"));
        Assert.AreEqual("", Rows(PathOf("hand.db"), "SELECT name FROM sqlite_master"));
    }

    private int Shell(string database, string script)
    {
        try
        {
            using var shell = Process.Start(new ProcessStartInfo("sqlite3", [PathOf(database)])
            {
                RedirectStandardInput = true,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            shell.StandardInput.Write(File.ReadAllText(PathOf(script)));
            shell.StandardInput.Close();
            _ = shell.StandardError.ReadToEndAsync();
            shell.StandardOutput.ReadToEnd();
            shell.WaitForExit();
            return shell.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Inconclusive("there is no sqlite3 on this machine");
            throw;
        }
    }
}
