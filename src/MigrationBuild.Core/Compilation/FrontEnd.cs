using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.Compilation;

/// <summary>Files to an ordered, checked list of migrations: all that needs no lock file.</summary>
/// <param name="Engine">In its usual form.</param>
internal sealed record FrontEnd(
    string Engine, MigrationVersion? Supported, ScriptSet Scripts, ChainOrder Order, IReadOnlyList<RepeatableMigration> Repeatables, IReadOnlyList<MigrationScript> PerformanceScripts)
{
    /// <summary>Null where the engine is unknown: then nothing can be read.</summary>
    public static FrontEnd? Run(CompilationRequest request, SourcePaths paths, ITextSource texts, DiagnosticBag bag)
    {
        var supported = ReadSupported(request.SupportedVersion, bag);
        if (Dialects.For(request.Engine) is not { } dialect)
        {
            bag.Add(Descriptors.UnknownEngine, null,
                $"'{request.Engine}' is no engine that this version compiles for; set MigrationEngine to {string.Join(" or ", Dialects.Engines)}");
            return null;
        }
        var engine = EngineNames.Find(request.Engine)!;
        var findings = bag.Count;
        var scripts = new ScriptReader(paths, Path.GetDirectoryName(request.LockFile)!, engine, dialect, texts, bag).Read(request.Scripts, request.Templates);
        if (scripts.Units.Count == 0 && bag.Count == findings)
            ReportNone(scripts, engine, bag);
        var order = ChainBuilder.Order(scripts, supported, bag);
        var repeatables = MigrationGrouping.Repeatables(scripts.Units, bag);
        var sql = new SqlCheck(dialect, bag);
        foreach (var unit in scripts.Units)
            sql.Run(unit);
        new EmptyScriptCheck(scripts, engine, dialect, texts, bag).Run(sql.Empty);
        var performance = new PerformanceReader(request, engine, dialect, paths, texts, bag).Read();
        return new FrontEnd(engine, supported, scripts, order, repeatables, performance);
    }

    private static MigrationVersion? ReadSupported(string text, DiagnosticBag bag)
    {
        if (text.Length == 0)
            return null;
        var version = MigrationVersion.TryParse(text);
        if (version is null)
            bag.Add(Descriptors.InvalidSetting, null, $"MigrationSupportedVersion '{text}' is no version; write one as in the scripts' names, such as 0007, or leave it out");
        return version;
    }

    private static void ReportNone(ScriptSet scripts, string engine, DiagnosticBag bag)
    {
        var left = scripts.LeftOut.Count > 0 ? $"{scripts.LeftOut.Count} scripts are for other engines than {engine}"
            : scripts.Templates.Count > 0 ? $"there are templates only ({scripts.Templates[0].Display}); rename one without the underscore"
            : "add the first: `migrationbuild new NAME`, or Migrations/0001_create_tables.up.sql and its .down.sql";
        bag.Add(Descriptors.NoMigrations, null, $"the project has no migration scripts: {left}");
    }
}
