using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.SqlServer;
using MigrationBuild.Tests;

namespace MigrationBuild.Drivers.Tests.SqlServer;

/// <summary>What the parser takes for no SQL, and the ways to say that it is some (MB2011).</summary>
[TestClass]
public sealed class SyntaxErrorTests
{
    private const string Newer = "SELECT 1;\nUPDATE users\nSET age = 1 WHERE age IS DISTINCT FROM 2;\n";

    [TestMethod]
    public void A_syntax_error_is_told_where_it_is()
    {
        var result = Compile(Newer);

        var finding = result.Diagnostics.Single(d => d.Descriptor == Descriptors.SyntaxError);
        Assert.AreEqual("Migrations/0002_change.up.sql(3,26): error MB2011: the parser stops here, 'Incorrect syntax near DISTINCT'", finding.ToString().Split(": correct it")[0]);
        Assert.IsFalse(result.Succeeded);
    }

    [TestMethod]
    public void A_script_accepts_it_with_a_reason()
    {
        var result = Compile($"-- migrate:allow MB2011 SQL Server 2022\n{Newer}");

        Assert.IsTrue(result.Succeeded);
        Assert.AreEqual("MB3003", TemporaryProject.Codes(result.Diagnostics));
        Assert.AreEqual("SQL Server 2022", result.Suppressed.Single(s => s.Diagnostic.Descriptor == Descriptors.SyntaxError).Justification);
    }

    [TestMethod]
    public void A_project_may_lower_it()
    {
        var result = Compile(Newer, r => r with { Severity = "MB2011=warning" });

        Assert.IsTrue(result.Succeeded);
        Assert.AreEqual(DiagnosticSeverity.Warning, result.Diagnostics.Single(d => d.Descriptor == Descriptors.SyntaxError).Severity);
    }

    [TestMethod]
    public void What_is_released_was_some()
    {
        Assert.IsTrue(Compile(Newer, r => r with { ReleasedVersion = "0002" }).Succeeded);
    }

    [TestMethod]
    public void A_down_script_and_a_verify_script_are_read_as_well()
    {
        var result = Compile("ALTER TABLE users ADD height int;\n", r => r with { ReleasedVersion = "0002" }, "ALTER TABLE users DROP COLUMN;\n", "SELECT FROM users;\n");

        Assert.AreEqual("Migrations/0002_change.down.sql(1,30) Migrations/0002_change.verify.sql(1,8)", string.Join(' ', result.Diagnostics
            .Where(d => d.Descriptor == Descriptors.SyntaxError).Select(d => $"{d.Location!.File}({d.Location.Line},{d.Location.Column})")));
    }

    private static CompilationResult Compile(string script, Func<CompilationRequest, CompilationRequest>? change = null, string down = "SELECT 1;\n", string? verify = null)
    {
        using var project = new TemporaryProject();
        project.Add("0001_users.up.sql", "CREATE TABLE users (id int NOT NULL, age int);\n").Add("0001_users.down.sql", "DROP TABLE users;\n");
        project.Add("0002_change.up.sql", script).Add("0002_change.down.sql", down);
        if (verify is not null)
            project.Add("0002_change.verify.sql", verify);
        var request = ScriptFolder.Read(project.MigrationsFolder).ToRequest("sqlserver") with { LockMode = LockMode.Update, ReleasedVersion = "0001", Proof = ProofMode.Off };
        return Compiler.CompileAsync(change?.Invoke(request) ?? request, _ => null, _ => SqlServerRecognizer.Instance, CancellationToken.None).GetAwaiter().GetResult();
    }
}
