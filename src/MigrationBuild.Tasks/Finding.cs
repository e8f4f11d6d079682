using System;
using System.Globalization;
using System.IO;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MigrationBuild.Tasks;

/// <summary>
/// One line of `compile --format msbuild`: severity, code, line, column, file, help link and message, between tabs.
/// </summary>
internal sealed class Finding
{
    private readonly string _severity;
    private readonly string _code;
    private readonly int _line;
    private readonly int _column;
    private readonly string _file;
    private readonly string _helpLink;
    private readonly string _message;

    private Finding(string[] fields, int line, int column)
    {
        _severity = fields[0];
        _code = fields[1];
        _line = line;
        _column = column;
        _file = fields[4];
        _helpLink = fields[5];
        _message = fields[6];
    }

    public bool IsWarning => _severity == "warning";

    /// <summary>Null where the line is not a finding.</summary>
    public static Finding? Parse(string line)
    {
        var fields = line.Split('\t');
        return fields.Length == 7
            && fields[0] is "error" or "warning" or "info"
            && int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            && int.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var column)
            ? new Finding(fields, row, column)
            : null;
    }

    /// <param name="projectFile">
    /// To blame where the finding blames no file: MSBuild would name our own targets file. The tool's paths are relative to
    /// its folder, and shown in full if it is.
    /// </param>
    public void LogTo(TaskLoggingHelper log, string helpDirectory, string projectFile)
    {
        var helpLink = HelpLink(helpDirectory, _helpLink.Length > 0 ? _helpLink : Page(_code));
        var (file, line, column) = _file.Length > 0 ? (Path.Combine(Path.GetDirectoryName(projectFile)!, _file), _line, _column) : (projectFile, 1, 1);
        // No arguments after the message: MSBuild would then read the braces in it as placeholders.
        switch (_severity)
        {
            case "error":
                log.LogError(null, _code, null, helpLink, file, line, column, 0, 0, _message);
                break;
            case "warning":
                log.LogWarning(null, _code, null, helpLink, file, line, column, 0, 0, _message);
                break;
            default:
                log.LogMessage(null, _code, null, file, line, column, 0, 0, MessageImportance.Normal, _message);
                break;
        }
    }

    /// <summary>An error of the task itself, in the form of the tool's.</summary>
    public static void LogError(TaskLoggingHelper log, string code, string helpDirectory, string projectFile, string message) =>
        log.LogError(null, code, null, HelpLink(helpDirectory, Page(code)), projectFile, 1, 1, 0, 0, "{0}", message);

    private static string Page(string code) => code + ".md";

    private static string HelpLink(string directory, string link) =>
        link.Contains("://") ? link : new Uri(Path.GetFullPath(Path.Combine(directory, link))).AbsoluteUri;
}
