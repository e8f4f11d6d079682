using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MigrationBuild.Tasks;

/// <summary>
/// Writes what the tool shall compile, and beside it what the result depends on; leaves alone a file that says the same
/// already. A task, because WriteLinesToFile splits and escapes paths that have `;`, `%` or `@` in them.
/// </summary>
public sealed class WriteMigrationRequest : Task
{
    private static readonly char[] ListSeparators = { ';', ',', ' ', '\t', '\r', '\n' };

    private static readonly char[] LineBreaks = { '\r', '\n' };

    private readonly StringBuilder _request = new("migrationbuild-request 1\n");

    [Required]
    public string RequestFile { get; set; } = "";

    [Required]
    public string InputsFile { get; set; } = "";

    [Required]
    public string ProjectDirectory { get; set; } = "";

    [Required]
    public string Bundle { get; set; } = "";

    [Required]
    public string LockFile { get; set; } = "";

    [Required]
    public string ToolAssembly { get; set; } = "";

    [Required]
    public string HelpDirectory { get; set; } = "";

    [Required]
    public string ProjectFile { get; set; } = "";

    public string Engine { get; set; } = "";

    public string LockMode { get; set; } = "";

    public string SupportedVersion { get; set; } = "";

    public string TargetVersion { get; set; } = "";

    public string ReleasedVersion { get; set; } = "";

    public ITaskItem[] Scripts { get; set; } = Array.Empty<ITaskItem>();

    public ITaskItem[] Seeds { get; set; } = Array.Empty<ITaskItem>();

    public ITaskItem[] PerformanceFiles { get; set; } = Array.Empty<ITaskItem>();

    public string Proof { get; set; } = "";

    public string ProofCache { get; set; } = "";

    public string ProofColumnOrder { get; set; } = "";

    public ITaskItem[] Templates { get; set; } = Array.Empty<ITaskItem>();

    /// <summary>Empty: the bundle is not signed.</summary>
    public string SigningKey { get; set; } = "";

    public string NoWarn { get; set; } = "";

    public string WarningsAsErrors { get; set; } = "";

    public string WarningsNotAsErrors { get; set; } = "";

    public string TreatWarningsAsErrors { get; set; } = "";

    public string Severity { get; set; } = "";

    /// <summary>The file with more severities; empty: there is none.</summary>
    public string GlobalConfig { get; set; } = "";

    public override bool Execute()
    {
        var scripts = Paths(Scripts);
        Add("project-directory", FullPath("."));
        Add("engine", Engine.Trim());
        Add("bundle", FullPath(Bundle));
        Add("lock-file", FullPath(LockFile));
        Add("lock-mode", LockMode.Trim());
        Add("supported-version", SupportedVersion.Trim());
        Add("target-version", TargetVersion.Trim());
        Add("released-version", ReleasedVersion.Trim());
        foreach (var path in scripts)
            Add("script", path);
        foreach (var path in Paths(Templates))
            Add("template", path);
        var seeds = Paths(Seeds);
        foreach (var path in seeds)
            Add("seed", path);
        var performance = Paths(PerformanceFiles);
        foreach (var path in performance)
            Add("performance", path);
        Add("proof", Proof.Trim());
        Add("proof-cache", FullPath(ProofCache));
        Add("proof-column-order", ProofColumnOrder.Trim());
        Add("no-warn", OwnCodes(NoWarn));
        Add("warnings-as-errors", OwnCodes(WarningsAsErrors));
        Add("warnings-not-as-errors", OwnCodes(WarningsNotAsErrors));
        Add("treat-warnings-as-errors", Flag(TreatWarningsAsErrors));
        Add("severity", OneLine(Severity));
        if (GlobalConfig.Length > 0)
            Add("global-config", FullPath(GlobalConfig));
        foreach (var (path, codes) in NoWarnOfScripts())
            Add("script-no-warn", codes + " " + path);
        // The task makes them full: only where a finding is, not in what it says, and without another compilation.
        Add("full-paths", "false");
        if (Log.HasLoggedErrors)
            return false;

        WriteWhenDifferent(RequestFile, _request.ToString());
        WriteWhenDifferent(InputsFile, string.Concat(scripts.Concat(seeds).Concat(performance).Concat(Settings()).Select(State)) + SigningKeyState());
        return true;
    }

    private void Add(string key, string value)
    {
        if (value.IndexOfAny(new[] { '\r', '\n' }) >= 0)
            Finding.LogError(Log, "MB1003", HelpDirectory, ProjectFile, $"The value of {key} has a line break in it: '{value.Replace('\r', ' ').Replace('\n', ' ')}'");
        _request.Append(key).Append('=').Append(value).Append('\n');
    }

    private IEnumerable<string> Settings() => GlobalConfig.Length > 0 ? new[] { FullPath(GlobalConfig), FullPath(ToolAssembly) } : new[] { FullPath(ToolAssembly) };

    private IEnumerable<(string Path, string Codes)> NoWarnOfScripts() =>
        Scripts.GroupBy(i => i.GetMetadata("FullPath"), i => i.GetMetadata("NoWarn"), StringComparer.Ordinal)
            .Select(g => (Path: g.Key, Codes: OwnCodes(string.Join(";", g))))
            .Where(s => s.Codes.Length > 0)
            .OrderBy(s => s.Path, StringComparer.Ordinal);

    private string FullPath(string path) => Path.GetFullPath(Path.Combine(ProjectDirectory, path));

    // Globs come in the order of the file system, which differs between machines and after a copy.
    private static List<string> Paths(ITaskItem[] items) =>
        items.Select(i => i.GetMetadata("FullPath")).Distinct(StringComparer.Ordinal).OrderBy(p => p, StringComparer.Ordinal).ToList();

    // The codes of the C# compiler are none of our business: a change to them must not compile the migrations again.
    private static string OwnCodes(string list) =>
        string.Join(";", list.Split(ListSeparators, StringSplitOptions.RemoveEmptyEntries)
            .Where(c => c.StartsWith("MB", StringComparison.OrdinalIgnoreCase) && c.Skip(2).All(char.IsDigit)));

    // A list in a project file is often written on several lines.
    private static string OneLine(string list) => string.Join(" ", list.Split(LineBreaks, StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())).Trim();

    private static string Flag(string value) =>
        string.Equals(value.Trim(), "true", StringComparison.OrdinalIgnoreCase) ? "true" : "false";

    // Size and time, not "newer than the output": a backup that is put back is older, and different.
    private static string State(string path)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? string.Format(CultureInfo.InvariantCulture, "{0}\t{1}\t{2}\n", path, file.Length, file.LastWriteTimeUtc.Ticks)
            : path + "\n";
    }

    // A hash: another key signs again, and nobody reads from this file where the key lies.
    private string SigningKeyState()
    {
        if (SigningKey.Trim().Length == 0)
            return "";
        using var hash = SHA256.Create();
        return "signing-key\t" + Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes(State(FullPath(SigningKey.Trim()))))) + "\n";
    }

    private static void WriteWhenDifferent(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // By a rename: two builds of one project at once (two runtime identifiers) never read half a file.
        var temporary = path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        File.WriteAllText(temporary, text);
        try
        {
            if (File.Exists(path))
                File.Replace(temporary, path, null);
            else
                File.Move(temporary, path);
        }
        catch (IOException) when (File.Exists(path) && File.ReadAllText(path) == text)
        {
            // The other build was faster, and said the same.
            File.Delete(temporary);
        }
    }
}
