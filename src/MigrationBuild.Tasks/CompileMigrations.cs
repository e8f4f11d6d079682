using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MigrationBuild.Tasks;

/// <summary>
/// Runs the package's own copy of the tool in a process of its own, and turns what it prints into MSBuild's errors and
/// warnings. Leaves a stamp behind if, and only if, the bundle is the one of the request.
/// </summary>
public sealed class CompileMigrations : ToolTask
{
    private readonly List<string> _warnings = new();
    private readonly List<string> _errorOutput = new();
    private bool _cancelled;

    /// <summary>The `dotnet` that runs this build; empty where MSBuild does not know it.</summary>
    public string? DotNetHost { get; set; }

    [Required]
    public string ToolAssembly { get; set; } = "";

    [Required]
    public string HelpDirectory { get; set; } = "";

    [Required]
    public string RequestFile { get; set; } = "";

    [Required]
    public string Bundle { get; set; } = "";

    [Required]
    public string StampFile { get; set; } = "";

    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Where scratch databases can be made. Goes to the tool in its environment: it may hold a password, and a file or a command line is read by others.</summary>
    public string? ScratchConnection { get; set; }

    /// <summary>The private key that signs the bundle; empty: none does. Its path goes to the tool in the same way.</summary>
    public string? SigningKey { get; set; }

    /// <summary>Always true: an output of a task is the one thing that MSBuild does not set where it skips the target.</summary>
    [Output]
    public bool Ran { get; private set; }

    protected override string ToolName => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "dotnet.exe" : "dotnet";

    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    // Different on purpose: the importance is all that tells LogEventsFromTextOutput which stream a line came from.
    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.Low;

    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.Normal;

    public override bool Execute()
    {
        Ran = true;
        File.Delete(StampFile);
        if (base.Execute() && CheckOutput(Bundle) && (SigningKeyPath.Length == 0 || CheckOutput(Signature)))
        {
            File.WriteAllLines(StampFile, _warnings);
            return true;
        }
        // An older bundle that stays would be published or packed by the next --no-build.
        File.Delete(Bundle);
        File.Delete(Signature);
        return false;
    }

    public override void Cancel()
    {
        _cancelled = true;
        base.Cancel();
    }

    protected override string GenerateFullPathToTool() =>
        string.IsNullOrEmpty(DotNetHost) ? ToolName : DotNetHost!;

    // Not through EnvironmentVariables: the base class writes those into the log.
    protected override ProcessStartInfo GetProcessStartInfo(string pathToTool, string commandLineCommands, string responseFileSwitch)
    {
        var start = base.GetProcessStartInfo(pathToTool, commandLineCommands, responseFileSwitch);
        if (!string.IsNullOrEmpty(ScratchConnection))
            start.Environment["MIGRATIONBUILD_SCRATCH_CONNECTION"] = ScratchConnection;
        // Also where it is empty: what the environment of the build says is no setting of the project.
        start.Environment["MIGRATIONBUILD_SIGNING_KEY"] = SigningKeyPath.Length == 0 ? "" : Path.GetFullPath(SigningKeyPath);
        return start;
    }

    protected override string GenerateCommandLineCommands()
    {
        var commandLine = new CommandLineBuilder();
        commandLine.AppendSwitch("exec");
        commandLine.AppendFileNameIfNotNull(Path.GetFullPath(ToolAssembly));
        commandLine.AppendSwitch("compile");
        commandLine.AppendFileNameIfNotNull(Path.GetFullPath(RequestFile));
        commandLine.AppendSwitch("--format msbuild");
        return commandLine.ToString();
    }

    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        if (messageImportance == StandardErrorLoggingImportance)
            _errorOutput.Add(singleLine);
        if (Finding.Parse(singleLine) is not { } finding)
        {
            Log.LogMessage(MessageImportance.Low, "{0}", singleLine);
            return;
        }
        if (finding.IsWarning)
            _warnings.Add(singleLine);
        finding.LogTo(Log, HelpDirectory, ProjectFile);
    }

    // The base class adds MSB6006 to what the tool said already.
    protected override bool HandleTaskExecutionErrors()
    {
        if (!Log.HasLoggedErrors && !_cancelled)
        {
            var output = _errorOutput.Count == 0 ? "and gave no reason" : "and wrote: " + string.Join(" ", _errorOutput).Trim();
            LogInternalError($"The migration compiler ended with exit code {ExitCode} {output}");
        }
        return false;
    }

    private string SigningKeyPath => SigningKey?.Trim() ?? "";

    private string Signature => Bundle + ".sig";

    private bool CheckOutput(string file)
    {
        if (File.Exists(file))
            return true;
        LogInternalError($"The migration compiler reported success, but there is no file '{file}'");
        return false;
    }

    private void LogInternalError(string message) =>
        Finding.LogError(Log, "MB6099", HelpDirectory, ProjectFile, message);
}
