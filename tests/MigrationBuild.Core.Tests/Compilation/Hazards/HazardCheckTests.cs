using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Diagnostics.Severities;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tests.Compilation.Hazards;

[TestClass]
public sealed class HazardCheckTests
{
    private readonly TemporaryProject _project = new();
    private int _number;

    [TestCleanup]
    public void Remove() => _project.Dispose();

    [TestMethod]
    public void A_finding_points_at_the_action_and_names_object_reason_and_safe_form()
    {
        Add("CREATE TABLE users (id int, fax text);\n");
        Add("-- Nobody has one.\nALTER TABLE users\n    ADD COLUMN age int,\n    DROP COLUMN fax;\n");

        var finding = Compile("0001").Diagnostics.Single();

        Assert.StartsWith("Migrations/0002_step.up.sql(4,5): warning MB3005: the values of users.fax are gone for good", finding.ToString());
        Assert.Contains("drop it then", finding.Message);
    }

    [TestMethod]
    public void A_finding_in_a_section_is_on_the_line_of_the_file()
    {
        _project.Add("0001_a.sql", "-- migrate:up\nCREATE TABLE users (id int);\n-- migrate:down\nDROP TABLE users;\n");
        _project.Add("0002_b.sql", "-- migrate:down\nCREATE TABLE users (id int);\n-- migrate:up\n\nDROP TABLE users;\n");

        Assert.StartsWith("Migrations/0002_b.sql(5,1): warning MB3004", Compile("0001").Diagnostics.Single().ToString());
    }

    [TestMethod]
    public void What_is_released_is_history_and_what_is_not_is_nobodys_yet()
    {
        Add("CREATE TABLE users (id int);\n");
        Add("CREATE INDEX a ON users (id);\n");
        Add("CREATE TABLE drafts (id int);\n");
        Add("CREATE INDEX b ON drafts (id);\nCREATE INDEX c ON users (id);\n");

        Assert.AreEqual("0004(2,1) MB3101", Places(Compile("0002")));
        Assert.AreEqual("", Places(Compile("0004")));
        Assert.AreEqual("", Places(Compile("none")));
        Assert.AreEqual("0002(1,1) MB3101, 0004(1,1) MB3101, 0004(2,1) MB3101", Places(Compile("")));
    }

    [TestMethod]
    public void Without_a_released_version_the_newest_ten_are_new_and_the_hazards_of_older_ones_are_counted_in_one_warning()
    {
        Add("CREATE TABLE users (id int);\n");
        for (var i = 0; i < 12; i++)
            Add($"CREATE INDEX i{i} ON users (id);\n");

        var diagnostics = Compile("").Diagnostics;

        Assert.AreEqual("MB3001", diagnostics[0].Descriptor.Code);
        Assert.StartsWith("2 hazards in 2 scripts up to version 0003 are not shown", diagnostics[0].Message);
        Assert.Contains("set MigrationReleasedVersion", diagnostics[0].Message);
        Assert.HasCount(11, diagnostics);
        Assert.HasCount(9, Compile("0004").Diagnostics);
    }

    [TestMethod]
    public void A_released_version_that_is_not_in_the_chain_is_an_error()
    {
        Add("CREATE TABLE users (id int);\n");

        var finding = Compile("0002").Diagnostics.Single();

        Assert.AreEqual("MB1003", finding.Descriptor.Code);
        Assert.Contains("did you mean 0001?", finding.Message);
    }

    [TestMethod]
    public void A_target_version_that_is_none_is_an_error()
    {
        Add("CREATE TABLE users (id int);\n");

        var finding = Compiler.Compile(Request("none") with { TargetVersion = "fifteen" }).Diagnostics.Single();

        Assert.AreEqual("MB1003", finding.Descriptor.Code);
        Assert.Contains("MigrationTargetVersion 'fifteen'", finding.Message);
    }

    [TestMethod]
    public void A_line_further_down_accepts_only_what_the_statement_below_does()
    {
        Add("CREATE TABLE a (id int);\nCREATE TABLE b (id int);\nCREATE TABLE c (id int);\n");
        Add("SELECT 1;\n-- migrate:allow MB3004 nobody reads it\nDROP TABLE a;\nDROP TABLE b; -- migrate:allow MB3004 nor this\nDROP TABLE c;\n");

        Assert.AreEqual("0002(5,1) MB3004", Places(Compile("0001")));
    }

    [TestMethod]
    public void A_line_in_the_midst_of_a_statement_accepts_what_that_does()
    {
        Add("CREATE TABLE users (id int, fax text);\n");
        Add("SELECT 1;\nALTER TABLE users\n    -- migrate:allow MB3005 nobody has one\n    DROP COLUMN fax;\n");

        Assert.AreEqual("", Places(Compile("0001")));
    }

    [TestMethod]
    public void A_line_that_accepts_nothing_is_a_warning()
    {
        Add("CREATE TABLE a (id int);\n-- migrate:allow MB3004 x\n");
        Add("-- migrate:allow MB3004 x\n-- migrate:allow MB3101 y\nDROP TABLE a;\n-- migrate:allow MB3005 z\nSELECT 1;\n-- migrate:allow MB3999 t\n-- migrate:allow MB4009 t\n");

        var diagnostics = Compile("0001").Diagnostics;

        Assert.AreEqual("0002(2,1) MB3002, 0002(4,1) MB3002, 0002(6,1) MB3002", Places(diagnostics));
        Assert.Contains("there is no hazard MB3101 in this script", diagnostics[0].Message);
        Assert.Contains("no hazard MB3005 in the statement below", diagnostics[1].Message);
        Assert.Contains("MB3999 is nothing that a script may accept", diagnostics[2].Message);
    }

    [TestMethod]
    public void What_is_accepted_is_in_the_bundle_with_its_reason()
    {
        Add("CREATE TABLE a (id int);\n");
        Add("DROP TABLE a; -- migrate:allow MB3004 nobody reads it\n");

        var bundle = BundleReader.Read(BundleWriter.Write(Compile("0001").Chain!, "1.2.3"), "test");

        Assert.AreEqual(new AllowedHazard("MB3004", "nobody reads it", 1), bundle.Chain.Head!.Up.Allowed.Single());
    }

    [TestMethod]
    public void What_is_not_understood_is_told_counted_and_in_the_bundle_whether_released_or_not()
    {
        Add("FROBNICATE users;\n");
        Add("SELECT 1;\nDO $$ BEGIN\n  EXECUTE format('DROP TABLE %I', 'a');\nEND $$;\n");
        Add("ALTER TABLE users FROB;\n");

        var result = Compile("0001");

        Assert.AreEqual("0002(3,1) MB3003, 0003(1,1) MB3003", Places(result));
        var bundle = BundleReader.Read(BundleWriter.Write(result.Chain!, "1.2.3"), "test");
        Assert.AreEqual("1 FROBNICATE users, 3 EXECUTE format('DROP TABLE %I', 'a'), 1 FROB",
            string.Join(", ", bundle.Chain.Migrations.SelectMany(m => m.Up.NotUnderstood).Select(n => $"{n.Line} {n.Text}")));
    }

    [TestMethod]
    public void Down_scripts_are_not_blamed_for_taking_back_what_the_up_script_made()
    {
        Add("CREATE TABLE users (id int);\n");
        Add("ALTER TABLE users ADD age int;\n", "ALTER TABLE users DROP age;\n");

        Assert.AreEqual("", Places(Compile("0001")));
    }

    [TestMethod]
    public void A_repeatable_script_is_looked_into_after_the_chain()
    {
        _project.Add("V1__a.sql", "CREATE TABLE users (id int);\n").Add("U1__a.sql", "DROP TABLE users;\n").Add("R__b.sql", "TRUNCATE users;\n");

        Assert.StartsWith("Migrations/R__b.sql(1,1): warning MB3007", Compile("1").Diagnostics.Single().ToString());
    }

    [TestMethod]
    public void Hazards_obey_the_projects_settings_for_warnings()
    {
        Add("CREATE TABLE a (id int);\n");
        Add("DROP TABLE a;\n");

        Assert.AreEqual("", Places(Compiler.Compile(Request("0001") with { Severities = new SeverityPolicy(["MB3004"], [], [], false) })));
        File.Delete(_project.LockPath);
        var failed = Compiler.Compile(Request("0001") with { Severities = new SeverityPolicy([], [], [], true) });
        Assert.IsFalse(failed.Succeeded);
        Assert.IsFalse(File.Exists(_project.LockPath), "a migration that the build refuses is not locked");
    }

    [TestMethod]
    public void What_is_off_is_neither_told_nor_counted_nor_missed_until_its_code_has_a_severity()
    {
        Add("-- migrate:allow MB3148 a small table\nCREATE TABLE a (id int);\n");
        Add("CREATE TABLE b (id int);\n");
        for (var i = 0; i < 10; i++)
            Add("SELECT 1;\n");

        Assert.AreEqual("", Places(Compile("")));
        Assert.AreEqual("0002(1,17) MB3148", Places(Compiler.Compile(Request("0001") with { Severity = "MB3148=warning" })));
        var all = Compiler.Compile(Request("none") with { Severity = "MB3148=error" });
        Assert.AreEqual("0002(1,17) MB3148", Places(all));
        Assert.IsFalse(all.Succeeded);
    }

    [TestMethod]
    public void A_down_script_that_leaves_the_schema_can_be_accepted_in_the_up_script()
    {
        Add("CREATE TABLE a (id int);\n", "SELECT 1;\n");
        Add("-- migrate:allow MB3011 the table is dropped by hand\nCREATE TABLE b (id int);\n", "SELECT 1;\n");

        Assert.AreEqual("0001(1,1) MB3011", Places(Compile("none")));
    }

    private void Add(string up, string down = "DROP TABLE made_by_the_step;\n")
    {
        var version = (++_number).ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
        _project.Add($"{version}_step.up.sql", up).Add($"{version}_step.down.sql", down);
    }

    private CompilationRequest Request(string released) => ScriptFolder.Read(_project.MigrationsFolder).ToRequest("postgresql") with
    {
        LockMode = LockMode.Update,
        ReleasedVersion = released,
        BundlePath = Path.Combine(_project.Root, "x.zip"),
    };

    private CompilationResult Compile(string released)
    {
        File.Delete(_project.LockPath);
        return Compiler.Compile(Request(released));
    }

    private static string Places(CompilationResult result) => Places(result.Diagnostics);

    private static string Places(IEnumerable<Diagnostic> diagnostics) => string.Join(", ", diagnostics.Select(d =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path.GetFileName(d.Location!.File)[..4]}({d.Location.Line},{d.Location.Column}) {d.Descriptor.Code}")));
}
