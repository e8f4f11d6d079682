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

    public void LogTo(TaskLoggingHelper log, string helpDirectory)
    {
        // MSBuild takes arguments as a sign that the message has placeholders: SQL is full of braces, so there are none.
        var helpLink = HelpLink(helpDirectory);
        switch (_severity)
        {
            case "error":
                log.LogError(null, _code, null, helpLink, _file, _line, _column, 0, 0, _message);
                break;
            case "warning":
                log.LogWarning(null, _code, null, helpLink, _file, _line, _column, 0, 0, _message);
                break;
            default:
                log.LogMessage(null, _code, null, _file, _line, _column, 0, 0, MessageImportance.Normal, _message);
                break;
        }
    }

    private string HelpLink(string helpDirectory)
    {
        if (_helpLink.Contains("://"))
            return _helpLink;
        var page = _helpLink.Length > 0 ? _helpLink : _code + ".md";
        return new Uri(Path.GetFullPath(Path.Combine(helpDirectory, page))).AbsoluteUri;
    }
}
