using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>Which folder of scripts, for verbs that work on sources.</summary>
internal sealed class FolderOptions(CommandLineApplication command)
{
    private readonly CommandOption _directory = command.Value("-d|--directory <DIR>", "The folder of the scripts (default: Migrations).");
    private readonly CommandOption _supported = command.Value("--supported-version <VERSION>", "The highest version that the application works with.");
    private readonly CommandOption _lockFile = command.Value("--lock-file <FILE>", "The lock file (default: migrations.lock in the folder).");
    private readonly EngineOption _engine = new(command);

    public string Engine => _engine.Name;

    /// <summary>As the user names it.</summary>
    public string Directory => _directory.Value() ?? "Migrations";

    /// <param name="directory">Given as an argument; null: take the option.</param>
    private ScriptFolder Folder(string? directory) => ScriptFolder.Read(directory ?? Directory);

    public CompilationRequest Request(LockMode lockMode, string? directory = null)
    {
        var request = Folder(directory).ToRequest(Engine) with { LockMode = lockMode, SupportedVersion = _supported.Value() ?? "" };
        return _lockFile.HasValue() ? request with { LockFile = Path.GetFullPath(_lockFile.Value()!) } : request;
    }
}
