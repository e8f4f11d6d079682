using System.Globalization;

namespace MigrationBuild.Diagnostics;

/// <summary>One finding: what, where, why, and what to do, in one line.</summary>
public sealed record Diagnostic
{
    public Diagnostic(DiagnosticDescriptor descriptor, SourceLocation? location, string message)
    {
        Descriptor = descriptor;
        Location = location;
        Severity = descriptor.Severity;
        // Born without secrets: not every reader of a finding goes through the command line.
        Message = Secrets.Redact(OneLine(Secrets.Redact(message)));
    }

    public DiagnosticDescriptor Descriptor { get; }

    /// <summary>Null where no file is to blame (a wrong option, a database that is not there).</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>The severity after the project's settings; starts as the descriptor's.</summary>
    public DiagnosticSeverity Severity { get; init; }

    /// <summary>One line, without a full stop at the end unless it has several sentences, and without any secret.</summary>
    public string Message { get; }

    /// <summary>The form that MSBuild and the problem matchers of CI systems read: `file(line,col): error MBnnnn: text`.</summary>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{SeverityWord} {Descriptor.Code}: {Message}");
        return Location is null
            ? $"migrationbuild : {text}"
            : string.Create(CultureInfo.InvariantCulture, $"{Location.File}({Location.Line},{Location.Column}): {text}");
    }

    /// <summary>`error`, `warning` or `info`.</summary>
    public string SeverityWord => Severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };

    // Engines put line breaks and tabs into their messages; one finding is one line for every reader.
    private static string OneLine(string message) =>
        string.Join(' ', message.Split('\r', '\n', '\t').Select(part => part.Trim()).Where(part => part.Length > 0));
}
