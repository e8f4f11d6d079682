using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>`--engine NAME`, for verbs that have no bundle to read it from.</summary>
internal sealed class EngineOption(CommandLineApplication command)
{
    private readonly CommandOption _option = command.Value("--engine <NAME>", "The database engine (default: sqlite).");

    public string Name => _option.Value() ?? "sqlite";
}
