using System.Text;
using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.Rules;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Tests.Sql;

/// <summary>Statements of one engine, those of its rules' examples among them, with something wrong in most of them.</summary>
/// <param name="pieces">What is put in where it does not belong.</param>
internal sealed class RecognizerFuzz(string engine, IEnumerable<string> statements, IReadOnlyList<string> pieces)
{
    private readonly string[] _statements =
    [
        .. RuleList.All.Where(r => r.Engines.Contains(engine)).SelectMany(r => r.Examples).SelectMany(e => e.Before.Append(e.Script)).Concat(statements).Distinct(),
    ];

    public string Mutate(Random random)
    {
        var text = new StringBuilder(_statements[random.Next(_statements.Length)]);
        for (var i = random.Next(6); i > 0 && text.Length > 0; i--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, Math.Min(text.Length - at, 1 + random.Next(12)));
                    break;
                case 1:
                    text.Insert(at, pieces[random.Next(pieces.Count)]);
                    break;
                case 2:
                    text.Insert(at, " " + pieces[random.Next(pieces.Count)] + " ");
                    break;
                default:
                    text.Append(_statements[random.Next(_statements.Length)]);
                    break;
            }
        }
        return text.ToString();
    }

    /// <summary>Every statement, and every part of it that a finding may point at, lies in the text and in its order.</summary>
    public static void CheckPlaces(IStatementRecognizer recognizer, string text)
    {
        var previous = -1;
        foreach (var statement in recognizer.Recognize(text))
        {
            Assert.IsGreaterThan(previous, statement.Offset, text);
            previous = statement.Offset;
            foreach (var node in statement.WithNested().SelectMany(Nodes))
                Assert.IsTrue(node.Offset >= statement.Offset && node.Offset < text.Length, $"{node} in {text}");
        }
    }

    /// <summary>The rules find something in a chain of 300 such scripts, and none of them throws.</summary>
    /// <param name="band">The first letters of the codes of the engine's own rules.</param>
    /// <param name="recognizer">Only for an engine whose statements Core does not understand by itself.</param>
    public void CheckChain(string band, IStatementRecognizer? recognizer = null)
    {
        var random = new Random(7);
        using var project = new TemporaryProject();
        for (var i = 1; i <= 300; i++)
            project.Add($"{i}_a.up.sql", $"SELECT 1;\n{Writable(Mutate(random))}").Add($"{i}_a.down.sql", "SELECT 1;\n");

        // Some are refused before the rules look at them; those are put out of the way. What a parser says is not asked for.
        var request = ScriptFolder.Read(project.MigrationsFolder).ToRequest(engine) with { LockMode = LockMode.Update, ReleasedVersion = "none", Severity = "MB2011=info" };
        foreach (var bad in Compile(request, recognizer).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Location!.File).Distinct())
            File.WriteAllText(Path.Combine(project.Root, bad), "SELECT 1;\n");
        var result = Compile(request, recognizer);

        Assert.IsTrue(result.Succeeded, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        Assert.IsTrue(result.Diagnostics.Any(d => d.Descriptor.Code.StartsWith(band, StringComparison.Ordinal)), "the rules found nothing at all");
    }

    private static CompilationResult Compile(CompilationRequest request, IStatementRecognizer? recognizer) =>
        Compiler.CompileAsync(request with { Proof = ProofMode.Off }, _ => null, _ => recognizer, CancellationToken.None).GetAwaiter().GetResult();

    // Half a character cannot be in a file.
    private static string Writable(string text) => text.Replace('\uD800', '?');

    private static IEnumerable<SqlNode> Nodes(Statement statement) => statement switch
    {
        AlterTable alter => alter.Actions.Prepend<SqlNode>(alter),
        AlterDomain alter => alter.Actions.Prepend<SqlNode>(alter),
        CreateTable table => [table, .. table.Columns, .. table.AllConstraints],
        _ => [statement],
    };
}
