using MigrationBuild.Chains;
using MigrationBuild.Sql;

namespace MigrationBuild.Deployment.Gates;

/// <summary>One query of a performance file.</summary>
/// <param name="Name">The file's without its ending, and a number where the file has several: `orders_of_a_customer`, `orders#2`.</param>
/// <param name="File">As the bundle names it.</param>
/// <param name="Line">On which it starts, 1-based.</param>
/// <param name="Timeout">Of its file; null: the run's.</param>
public sealed record PerformanceQuery(string Name, string File, int Line, string Text, TimeSpan? Timeout)
{
    /// <summary>All of a chain, in the order of its files.</summary>
    public static IReadOnlyList<PerformanceQuery> Of(MigrationChain chain)
    {
        if (chain.PerformanceScripts.Count == 0)
            return [];
        var dialect = Dialects.For(chain.Engine)!;
        var queries = new List<PerformanceQuery>();
        foreach (var script in chain.PerformanceScripts)
        {
            var statements = dialect.Split(script.Text);
            var lines = new LineMap(script.Text);
            var name = Path.GetFileNameWithoutExtension(script.File);
            queries.AddRange(statements.Select((s, i) => new PerformanceQuery(
                statements.Count == 1 ? name : $"{name}#{i + 1}", script.File, lines.At(s.Start).Line, s.TextIn(script.Text), script.Timeout)));
        }
        return queries;
    }
}
