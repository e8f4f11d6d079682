using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts.Layouts;
using MigrationBuild.Sql;

namespace MigrationBuild.Scripts;

/// <summary>Reads the files of a project, each once.</summary>
/// <param name="scriptsFolder">A folder below it that begins with an underscore holds templates; its own name means nothing.</param>
internal sealed class ScriptReader(SourcePaths paths, string scriptsFolder, string engine, ISqlDialect dialect, ITextSource texts, DiagnosticBag bag)
{
    private readonly List<ScriptUnit> _units = [];
    private readonly List<(string Display, ScriptName Name)> _templates = [];
    private readonly List<MigrationVersion> _meantVersions = [];
    private readonly List<LeftOutScript> _leftOut = [];
    private readonly Dictionary<string, string> _pathOf = new(StringComparer.Ordinal);

    public ScriptSet Read(IEnumerable<string> scripts, IEnumerable<string> templates)
    {
        foreach (var (path, file) in Sorted(scripts))
            ReadScript(path, file);
        foreach (var (path, file) in Sorted(templates))
            AddTemplate(paths.Display(path), file);
        LeaveOutReplaced();
        return new ScriptSet(_units, _templates, _meantVersions, _leftOut);
    }

    private void ReadScript(string path, string file)
    {
        var display = paths.Display(path);
        if (IsTemplate(path))
        {
            bag.Add(Descriptors.TemplateReferenced, new SourceLocation(display),
                "a name that begins with an underscore is a template and never runs; rename it without the underscore, or leave it out of the migrations");
            AddTemplate(display, file);
            return;
        }
        if (file.Any(char.IsControl) || ScriptLayouts.Parse(file) is not { } name)
        {
            bag.Add(Descriptors.UnrecognisedName, new SourceLocation(display), NameAdvice.For(file));
            if (NameAdvice.MeantVersion(file) is { } meant)
                _meantVersions.Add(meant);
            return;
        }
        name = name with { Engine = name.Engine ?? EngineOfFolder(path) };
        if (IsForAnother(name.Engine))
        {
            _leftOut.Add(new LeftOutScript(path, display, name.Version, name.Part));
            return;
        }
        _pathOf[file] = path;
        var unit = new ScriptUnit { Display = display, File = file, Name = name, Part = name.Part ?? ScriptPart.Up, Engine = name.Engine };
        if (texts.Read(path, display, bag) is not { } text)
        {
            _units.Add(unit with { IsIncomplete = true });
            return;
        }
        var parts = ScriptParser.Parse(unit, text, dialect, bag);
        _units.AddRange(parts.Where(p => !IsForAnother(p.Engine)));
        if (parts.All(p => IsForAnother(p.Engine)))
            _leftOut.Add(new LeftOutScript(path, display, name.Version, name.Part));
    }

    private void AddTemplate(string display, string file)
    {
        var segments = file.Split('/').Select(s => s.TrimStart('_'));
        if (ScriptLayouts.Parse(string.Join('/', segments)) is { } name)
            _templates.Add((display, name));
    }

    // What was written for this engine wins over what was written for any.
    private void LeaveOutReplaced()
    {
        var specific = _units.Where(u => u.Engine is not null).Select(Key).ToHashSet();
        var replaced = _units.FindAll(u => u.Engine is null && specific.Contains(Key(u)));
        _leftOut.AddRange(replaced.Select(u => new LeftOutScript(_pathOf[u.File], u.Display, u.Name.Version, u.Part)));
        _ = _units.RemoveAll(replaced.Contains);

        static (string, ScriptPart) Key(ScriptUnit unit) => (unit.Name.Version?.Key ?? unit.Name.Name, unit.Part);
    }

    private IEnumerable<(string Path, string File)> Sorted(IEnumerable<string> files) =>
        files.Distinct(StringComparer.Ordinal).Select(p => (p, paths.Relative(p))).OrderBy(f => f.Item2, StringComparer.Ordinal);

    private bool IsForAnother(string? engineOfScript) => engineOfScript is not null && engineOfScript != engine;

    // `Migrations/sqlite/0001_add.up.sql` beside `Migrations/mysql/0001_add.up.sql`. What is above the scripts' folder means nothing.
    private string? EngineOfFolder(string path)
    {
        var segments = Path.GetRelativePath(scriptsFolder, path).Split(Path.DirectorySeparatorChar);
        return segments[0] == ".." ? null : segments.SkipLast(1).Reverse().Select(EngineNames.Find).FirstOrDefault(e => e is not null);
    }

    private bool IsTemplate(string path)
    {
        var segments = Path.GetRelativePath(scriptsFolder, path).Split(Path.DirectorySeparatorChar);
        return segments[0] == ".." ? segments[^1].StartsWith('_') : segments.Any(s => s.StartsWith('_'));
    }
}
