using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.Compilation;

/// <summary>
/// Scripts without SQL (MB1109). One case is no error: a migration with nothing to do on this engine and nothing to take back,
/// whose up script has SQL for another engine (MB1120).
/// </summary>
internal sealed class EmptyScriptCheck(ScriptSet scripts, string engine, ISqlDialect dialect, ITextSource texts, DiagnosticBag bag)
{
    public void Run(IReadOnlyList<ScriptUnit> empty)
    {
        foreach (var group in empty.GroupBy(u => u.Name.Version))
        {
            var doNothing = group.Key is null ? [] : NothingToDo(group.Key, [.. group]);
            foreach (var unit in group.Except(doNothing))
                ReportEmpty(unit);
        }
    }

    /// <summary>The up and down scripts of the version where all of them may be empty.</summary>
    private List<ScriptUnit> NothingToDo(MigrationVersion version, List<ScriptUnit> empty)
    {
        // A way back that is empty, or that takes back what was never done, stays an error.
        var both = scripts.Units.Where(u => version.Equals(u.Name.Version) && u.Part is ScriptPart.Up or ScriptPart.Down).ToList();
        if (both.Find(u => u.Part == ScriptPart.Up) is not { } up || both.Exists(u => !empty.Contains(u)))
            return [];
        if (scripts.LeftOut.FirstOrDefault(o => version.Equals(o.Version) && (o.Part ?? ScriptPart.Up) == ScriptPart.Up && HasSql(o)) is not { } other)
            return [];
        bag.Add(Descriptors.NothingOnEngine, up.Start,
            $"this migration does nothing on {engine}: its scripts have no SQL, while {other.Display} has; write what is missing, or say with `SELECT 1;` in each that nothing is");
        return both;
    }

    // Tokens of another engine's SQL may be read wrongly, but not as nothing. One that cannot be read is no reason to take back the error.
    private bool HasSql(LeftOutScript script) =>
        texts.Read(script.Path, script.Display, new DiagnosticBag()) is { } text && dialect.Split(text).Count > 0;

    private void ReportEmpty(ScriptUnit unit)
    {
        var remedy = unit.Part switch
        {
            ScriptPart.Down => "write what takes the step back, or delete it and state in the up script `-- migrate:irreversible REASON`",
            ScriptPart.Verify => "write the check, or delete it",
            _ => "write the SQL, or delete it; a step that does nothing on purpose is `SELECT 1;`",
        };
        bag.Add(Descriptors.EmptyScript, unit.Start, $"there is no SQL in this {unit.Part.ToString().ToLowerInvariant()} script, only comments and white space: {remedy}");
    }
}
