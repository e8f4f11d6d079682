using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.Tests.Proofs;

namespace MigrationBuild.Drivers.Tests.Proofs;

/// <summary>All cases of an engine, proven once as one chain.</summary>
internal sealed class ProofVerdicts
{
    private readonly CompilationResult _result;
    private readonly IReadOnlyDictionary<string, string> _versions;

    private ProofVerdicts(CompilationResult result, IReadOnlyDictionary<string, string> versions)
    {
        _result = result;
        _versions = versions;
    }

    public static async Task<ProofVerdicts> RunAsync(string engine, IScratchDriver driver, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        var migrations = Path.Combine(folder.Path, "Migrations");
        var versions = ProofCase.WriteTo(migrations, ProofCase.All(engine));
        var request = ScriptFolder.Read(migrations).ToRequest(engine) with { Proof = ProofMode.Required, LockMode = LockMode.Update };
        return new(await Compiler.CompileAsync(request, _ => driver, cancellationToken), versions);
    }

    public void Assert(ProofCase test)
    {
        var proof = _result.Proof ?? throw new AssertFailedException(Print(_result.Diagnostics));
        var one = proof.Migrations.Single(m => m.Version == _versions[test.Name]);
        var findings = OfProof.Where(d => d.Location?.File.StartsWith($"Migrations/{_versions[test.Name]}_", StringComparison.Ordinal) == true).ToList();
        var facts = $"{string.Join('\n', one.Details)}\n{Print(findings)}";

        Microsoft.VisualStudio.TestTools.UnitTesting.Assert.AreEqual(test.Verdict, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(one.Verdict.ToString()), facts);
        CollectionAssert.AreEquivalent(test.Codes.ToArray(), findings.Select(f => f.Descriptor.Code).ToArray(), facts);
    }

    /// <summary>What does not belong to a case: nothing should.</summary>
    public string Others() => Print(OfProof.Where(d => _versions.Values.All(v => d.Location?.File.StartsWith($"Migrations/{v}_", StringComparison.Ordinal) != true)));

    // Most of the cases are hazards as well, which is another matter.
    private IEnumerable<Diagnostic> OfProof => _result.Diagnostics.Where(d => !d.Descriptor.Code.StartsWith("MB3", StringComparison.Ordinal));

    private static string Print(IEnumerable<Diagnostic> diagnostics) => string.Join('\n', diagnostics);
}
