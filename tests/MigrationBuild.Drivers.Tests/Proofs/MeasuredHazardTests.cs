using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.PostgreSql.Proofs;
using MigrationBuild.Proofs;

namespace MigrationBuild.Drivers.Tests.Proofs;

/// <summary>What the rules say of a statement, held against what a real server does for it: `tests/proofs/postgresql.locks`.</summary>
[TestClass]
public sealed class MeasuredHazardTests
{
    private static readonly (string Name, string Statement, string Finding)[] All = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "proofs", "postgresql.locks"))
        .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(" | ")).Select(p => (p[0], p[1], p[2]))];

    private static IReadOnlyList<Diagnostic> _measured = null!;
    private static IReadOnlyList<Diagnostic> _unmeasured = null!;

    public static IEnumerable<object[]> Cases => All.Select((c, i) => new object[] { i, c.Name });

    [ClassInitialize]
    public static async Task CompileAsync(TestContext context)
    {
        using var folder = new TempFolder();
        var migrations = Directory.CreateDirectory(Path.Combine(folder.Path, "Migrations")).FullName;
        var setup = "-- migrate:irreversible only to prepare the next\nCREATE TABLE r (id int PRIMARY KEY);\n" + string.Concat(All.Select((_, i) =>
            $"CREATE TABLE t{i} (id bigint PRIMARY KEY, a int, b text CONSTRAINT t{i}_b CHECK (b IS NOT NULL), v varchar(20), n numeric(10, 2), ts timestamp, x int REFERENCES r);\n"
            + $"CREATE INDEX t{i}_a ON t{i} (a);\n"));
        File.WriteAllText(Path.Combine(migrations, "0001_setup.up.sql"), setup);
        for (var i = 0; i < All.Length; i++)
        {
            var head = "-- migrate:irreversible only what the up script does matters\n";
            File.WriteAllText(Path.Combine(migrations, $"{Version(i)}_case.up.sql"), $"{head}{All[i].Statement.Replace("{t}", $"t{i}", StringComparison.Ordinal)};\n");
        }
        var request = ScriptFolder.Read(migrations).ToRequest("postgresql") with { LockMode = Chains.LockMode.Update, ReleasedVersion = "0001" };
        var result = await Compiler.CompileAsync(request with { Proof = ProofMode.Required }, _ => new PostgreSqlScratchDriver(), context.CancellationToken);
        Assert.IsNotNull(result.Proof, string.Join('\n', result.Diagnostics));
        _measured = result.Diagnostics;
        _unmeasured = Compiler.Compile(request).Diagnostics;
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void The_build_says_what_the_server_does(int index, string name)
    {
        var expected = All[index].Finding.Split(' ');

        var findings = _measured.Where(d => d.Location?.File == $"Migrations/{Version(index)}_case.up.sql" && d.Descriptor != Descriptors.TableNotFilled).ToList();

        Assert.AreEqual(expected[0] == "-" ? "" : expected[0], string.Join(' ', findings.Select(f => f.Descriptor.Code)), $"{name}: {string.Join('\n', findings)}");
        Assert.AreEqual(expected.Length > 1, findings.Exists(f => f.Message.Contains("(measured on ", StringComparison.Ordinal)), string.Join('\n', findings));
        if (expected.Length > 1)
            Assert.Contains(expected[1], findings[0].Message[findings[0].Message.IndexOf("(measured on ", StringComparison.Ordinal)..]);
    }

    [TestMethod]
    public void Without_the_proof_the_rules_say_what_they_know_and_claim_no_measure()
    {
        var refuted = Array.FindIndex(All, c => c.Name == "type by an expression that changes nothing");

        Assert.IsTrue(_unmeasured.Any(d => d.Location!.File.Contains($"{Version(refuted)}_case") && d.Descriptor == Descriptors.ChangeType));
        Assert.IsFalse(_unmeasured.Any(d => d.Message.Contains("measured", StringComparison.Ordinal)));
    }

    private static string Version(int index) => (index + 2).ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
}
