using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tests.Compilation;

[TestClass]
public sealed class RequestFileTests
{
    private const string Required = "project-directory=/p\nlock-file=/p/Migrations/migrations.lock\n";

    [TestMethod]
    public void Reads_every_key()
    {
        using var project = new TemporaryProject();
        var path = Path.Combine(project.Root, "request");
        File.WriteAllText(path, "migrationbuild-request 1\r\n" + Required
            + "engine=sqlite\nbundle=/p/obj/a b;c@d (é)=1.zip\nlock-mode=Update\nsupported-version=0007\nscript=/p/1.sql\nscript=/p/2=3.sql\ntemplate=/p/_x.sql\n"
            + "no-warn=MB1117;CS1591, MB1118\nwarnings-as-errors=\nwarnings-not-as-errors=MB1118\ntreat-warnings-as-errors=true\nfull-paths=true\n"
            + "severity=MB1201=error;MB11xx=info\nglobal-config=/p/a b.globalconfig\nscript-no-warn=MB1117;MB1118 /p/a b=c.sql\n");
        var bag = new DiagnosticBag();

        var request = RequestFile.Read(path, bag)!;

        Assert.AreEqual(0, bag.Count);
        Assert.AreEqual("/p/obj/a b;c@d (é)=1.zip", request.BundlePath);
        CollectionAssert.AreEqual(new[] { "/p/1.sql", "/p/2=3.sql" }, request.Scripts.ToArray());
        Assert.AreEqual("/p/_x.sql", request.Templates.Single());
        Assert.AreEqual(LockMode.Update, request.LockMode);
        Assert.AreEqual("0007", request.SupportedVersion);
        Assert.IsTrue(request.FullPaths);
        Assert.AreEqual("MB1201=error;MB11xx=info", request.Severity);
        Assert.AreEqual("/p/a b.globalconfig", request.GlobalConfig);
        CollectionAssert.AreEqual(new[] { "MB1117", "MB1118" }, request.NoWarnOfScripts["/p/a b=c.sql"].ToArray());
        Assert.IsNull(request.Severities.Apply(new Diagnostic(Descriptors.NamesDiffer, null, "")));
    }

    [TestMethod]
    public void Only_folder_and_lock_file_are_required()
    {
        var request = RequestFile.Parse("migrationbuild-request 1\n" + Required, "r", new DiagnosticBag())!;

        Assert.AreEqual("sqlite", request.Engine);
        Assert.AreEqual(LockMode.Verify, request.LockMode);
        Assert.IsNull(request.BundlePath);
    }

    [TestMethod]
    [DataRow("migrationbuild-request 2\n" + Required, 1, "different versions")]
    [DataRow("migrationbuild-request 1\n" + Required + "engin=sqlite", 4, "did you mean 'engine'?")]
    [DataRow("migrationbuild-request 1\n" + Required + "lock-mode=never", 4, "must be update or verify, not 'never'")]
    [DataRow("migrationbuild-request 1\n" + Required + "full-paths=1", 4, "must be true or false")]
    [DataRow("migrationbuild-request 1\n" + Required + "script=relative.sql", 4, "absolute path")]
    [DataRow("migrationbuild-request 1\n" + Required + "engine=a\nengine=b", 5, "given twice")]
    [DataRow("migrationbuild-request 1\n" + Required + "script-no-warn=MB1117", 4, "codes and a path")]
    [DataRow("migrationbuild-request 1\n" + Required + "script-no-warn=MB1117 a.sql", 4, "absolute path")]
    [DataRow("migrationbuild-request 1\n" + Required + "nonsense", 4, "no key=value line")]
    [DataRow("migrationbuild-request 1\nlock-file=/l", 1, "'project-directory' is missing")]
    public void A_wrong_line_is_named(string text, int line, string part)
    {
        var bag = new DiagnosticBag();

        Assert.IsNull(RequestFile.Parse(text, "r", bag));

        var finding = bag.Sorted().Single();
        Assert.AreEqual("MB1003", finding.Descriptor.Code);
        Assert.AreEqual(line, finding.Location!.Line);
        Assert.Contains(part, finding.Message);
    }

    [TestMethod]
    public void A_missing_file_is_a_finding()
    {
        var bag = new DiagnosticBag();

        Assert.IsNull(RequestFile.Read("/nowhere/request", bag));

        Assert.AreEqual("MB1004", TemporaryProject.Codes(bag.Sorted()));
    }
}
