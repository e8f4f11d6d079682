using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tool.Output;

/// <summary>
/// Standard output for what was asked for, standard error for words about it. Colour and progress only where a person looks at a
/// terminal, never under NO_COLOR, CI or TERM=dumb.
/// </summary>
internal sealed class Terminal
{
    private readonly bool _isWatched = !Console.IsErrorRedirected
        && !IsSet("CI") && !IsSet("TF_BUILD") && Environment.GetEnvironmentVariable("TERM") != "dumb";

    private bool _progressShown;

    /// <summary>Whether a question can be put to a person.</summary>
    public bool CanAsk => _isWatched && !Console.IsInputRedirected;

    public void WriteLine(string text = "")
    {
        ClearProgress();
        Console.Out.WriteLine(text);
    }

    /// <summary>A line about what happens, on standard error.</summary>
    public void Say(string text)
    {
        ClearProgress();
        WriteError(text + Environment.NewLine);
    }

    public void WriteDiagnostic(Diagnostic diagnostic)
    {
        ClearProgress();
        var (start, end) = Colour(diagnostic.Severity);
        WriteError($"{start}{diagnostic}{end}{Environment.NewLine}");
    }

    /// <summary>A line that the next output replaces; only on a terminal.</summary>
    public void ShowProgress(string text)
    {
        if (!_isWatched)
            return;
        WriteError($"\r\u001b[K{text}");
        _progressShown = true;
    }

    /// <summary>
    /// The last line about something that is in effect and cannot be taken back: that nobody can read it does not make it fail.
    /// </summary>
    public void WriteOutcome(string text)
    {
        try
        {
            WriteLine(text);
        }
        catch (IOException e)
        {
            Say($"the report cannot be written to standard output: {e.Message}");
        }
    }

    /// <summary>Whether a person answers "yes".</summary>
    /// <exception cref="OperationCanceledException">Ctrl+C instead of an answer.</exception>
    public bool Ask(string question, CancellationToken cancellationToken)
    {
        ClearProgress();
        WriteError($"{question} Type 'yes' to go on: ");
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
