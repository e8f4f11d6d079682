using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MigrationBuild.Diagnostics;
using MigrationBuild.Reports;

namespace MigrationBuild.Tool.Output;

/// <summary>
/// Standard output for what was asked for, standard error for words about it. Colour and progress only where a person looks at a
/// terminal, never under NO_COLOR, CI or TERM=dumb. No secret passes: each text goes out in one piece, through <see cref="Secrets"/>.
/// </summary>
internal sealed class Terminal
{
    private const int UsualWidth = 120;

    private readonly bool _isWatched = !Console.IsErrorRedirected
        && !IsSet("CI") && !IsSet("TF_BUILD") && Environment.GetEnvironmentVariable("TERM") != "dumb";

    private bool _progressShown;

    /// <summary>Whether somebody looks at standard error.</summary>
    public bool IsWatched => _isWatched;

    /// <summary>How many cells a line of it has; where nobody looks, a usual number.</summary>
    public int Width
    {
        get
        {
            try
            {
                return _isWatched && Console.WindowWidth > 0 ? Console.WindowWidth : UsualWidth;
            }
            catch (IOException)
            {
                return UsualWidth; // Windows asks standard output, which may be a file
            }
        }
    }

    /// <summary>Whether a question can be put to a person.</summary>
    public bool CanAsk => _isWatched && !Console.IsInputRedirected;

    public void WriteLine(string text = "") => Write(Secrets.Redact(text));

    /// <summary>SQL to be run as it is: a password that a script itself sets must be in it. Whoever has it printed has the bundle.</summary>
    public void WriteSql(string sql) => Write(sql);

    /// <summary>A report for programs. Secrets are hidden in its values only, so that it stays JSON whatever the secret is.</summary>
    public void WriteJson<T>(T value, JsonTypeInfo<T> type) => Write(JsonSerializer.Serialize(value, type));

    /// <summary>A line about what happens, on standard error.</summary>
    public void Say(string text)
    {
        ClearProgress();
        WriteError(Secrets.Redact(text) + Environment.NewLine);
    }

    public void WriteDiagnostic(Diagnostic diagnostic)
    {
        ClearProgress();
        var (start, end) = Colour(diagnostic.Severity);
        WriteError($"{start}{diagnostic}{end}{Environment.NewLine}");
    }

    /// <summary>The line that a finding blames, below the finding.</summary>
    public void WriteExcerpt(Diagnostic diagnostic, SourceExcerpt excerpt)
    {
        var number = diagnostic.Location!.Line.ToString(CultureInfo.InvariantCulture);
        var (start, end) = Colour(diagnostic.Severity);
        Say($"  {number} | {excerpt.Text}".TrimEnd());
        WriteError($"  {new string(' ', number.Length)} | {new string(' ', excerpt.CaretColumn)}{start}^{end}{Environment.NewLine}");
    }

    /// <summary>A report for programs, each part of which was made without secrets.</summary>
    public void WriteReport(string text) => Write(text.TrimEnd('\n'));

    /// <summary>For the MSBuild task, on standard output.</summary>
    public void WriteFinding(Diagnostic diagnostic) => Write(MsBuildFormat.Write(diagnostic));

    /// <summary>A line that the next output replaces; only on a terminal.</summary>
    public void ShowProgress(string text)
    {
        if (!_isWatched)
            return;
        WriteError($"\r\u001b[K{Secrets.Redact(text)}");
        _progressShown = true;
    }

    /// <summary>
    /// The last line about something that is in effect and cannot be taken back: that nobody can read it does not make it fail.
    /// </summary>
    public void WriteOutcome(string text) => TryWrite(() => WriteLine(text));

    /// <inheritdoc cref="WriteOutcome"/>
    public void WriteJsonOutcome<T>(T value, JsonTypeInfo<T> type) => TryWrite(() => WriteJson(value, type));

    /// <summary>Whether a person answers "yes".</summary>
    /// <exception cref="OperationCanceledException">Ctrl+C instead of an answer.</exception>
    public bool Ask(string question, CancellationToken cancellationToken)
    {
        ClearProgress();
        WriteError($"{Secrets.Redact(question)} Type 'yes' to go on: ");
        // Nothing interrupts the reading itself; the process ends while it waits.
        var answer = Task.Run(Console.In.ReadLine, CancellationToken.None);
        answer.Wait(cancellationToken);
        return answer.Result?.Trim().Equals("yes", StringComparison.OrdinalIgnoreCase) == true;
    }

    public async Task FlushAsync()
    {
        ClearProgress();
        await Console.Out.FlushAsync();
        await Console.Error.FlushAsync();
    }

    private void Write(string text)
    {
        ClearProgress();
        Console.Out.WriteLine(text);
    }

    private void TryWrite(Action write)
    {
        try
        {
            write();
        }
        catch (IOException e)
        {
            Say($"the report cannot be written to standard output: {e.Message}");
        }
    }

    private static void WriteError(string text)
    {
        try
        {
            Console.Error.Write(text);
        }
        catch (IOException)
        {
            // A log on a full disk must not keep a run from being taken back: the exit code still tells how it ended.
        }
    }

    private void ClearProgress()
    {
        if (_progressShown)
            WriteError("\r\u001b[K");
        _progressShown = false;
    }

    private (string Start, string End) Colour(DiagnosticSeverity severity)
    {
        if (!_isWatched || IsSet("NO_COLOR"))
            return ("", "");
        return severity switch
        {
            DiagnosticSeverity.Error => ("\u001b[31m", "\u001b[0m"),
            DiagnosticSeverity.Warning => ("\u001b[33m", "\u001b[0m"),
            _ => ("", ""),
        };
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
