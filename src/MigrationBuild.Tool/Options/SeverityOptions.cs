using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics.Severities;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>What `check` takes in place of a project's settings.</summary>
internal sealed class SeverityOptions(CommandLineApplication command)
{
    private readonly CommandOption _severity = command.Value("--severity <LIST>",
        "Other severities, as in the property MigrationSeverity: 'MB1117=error;MB40xx=info', with error, warning, info or none.");
    private readonly CommandOption _noWarn = command.Value("--no-warn <CODES>", "Codes that are not reported, as in the property NoWarn.");
    private readonly CommandOption _globalConfig = command.Value("--global-config <FILE>", "A file with severities (default: migrations.globalconfig in the folder).");

    public CompilationRequest AddTo(CompilationRequest request) => request with
    {
        Severity = _severity.Value() ?? "",
        Severities = new SeverityPolicy((_noWarn.Value() ?? "").Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries), [], [], treatWarningsAsErrors: false),
        GlobalConfig = _globalConfig.HasValue() ? Path.GetFullPath(_globalConfig.Value()!) : request.GlobalConfig,
    };
}
