using MigrationBuild.Diagnostics;
using MigrationBuild.Rules;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Compilation.Hazards;

/// <summary>
/// What a script accepts, and where: `-- migrate:allow` above the first statement is for the whole script, further down for the
/// statement that follows, or in whose last line or midst it stands.
/// </summary>
internal sealed class AllowedPlaces(MigrationScript script, IReadOnlyList<StatementPlace> statements, LineMap lines)
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Hazards = RuleList.All.ToDictionary(r => r.Descriptor.Code, r => r.Descriptor, StringComparer.Ordinal);
    private readonly HashSet<AllowedHazard> _used = new(ReferenceEqualityComparer.Instance);

    /// <summary>What accepts it here, which has then been of use; null where nothing does.</summary>
    public AllowedHazard? Find(string code, Statement statement)
    {
        var matching = script.Allowed.Where(a => a.Code == code && IsFor(a, statement.Offset)).ToList();
        _used.UnionWith(matching);
        return matching.FirstOrDefault();
    }

    /// <summary>A finding for each line that accepts what is not there (MB3002).</summary>
    /// <param name="looked">Whether anybody looked for such a hazard in the script; else nothing is known of it.</param>
    public void ReportUnused(string display, Func<DiagnosticDescriptor, bool> looked, DiagnosticBag bag)
    {
        foreach (var allowed in script.Allowed.Where(a => !_used.Contains(a)))
        {
            var where = new SourceLocation(display, allowed.Line);
            if (Hazards.TryGetValue(allowed.Code, out var hazard))
            {
                if (!looked(hazard))
                    continue;
                bag.Add(Descriptors.UnusedAllow, where,
                    $"there is no hazard {allowed.Code} {(IsInHead(allowed) ? "in this script" : "in the statement below")}: remove the line, or move it to where the hazard is");
            }
            else if (!Descriptors.All.Any(d => d.Code == allowed.Code && d.MayBeAllowed))
            {
                bag.Add(Descriptors.UnusedAllow, where, $"{allowed.Code} is nothing that a script may accept: correct the code, or remove the line");
            }
        }
    }

    private bool IsFor(AllowedHazard allowed, int offset) =>
        IsInHead(allowed) || statements.Where(s => LineOf(s.Last) >= allowed.Line).Take(1).Any(next => next.Start == offset);

    private bool IsInHead(AllowedHazard allowed) => statements.Count == 0 || allowed.Line < LineOf(statements[0].Start);

    private int LineOf(int offset) => script.FirstLine + lines.At(offset).Line - 1;
}
