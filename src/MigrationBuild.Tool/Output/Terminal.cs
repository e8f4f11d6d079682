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
        Console.Error.WriteLine(text);
    }

    public void WriteDiagnostic(Diagnostic diagnostic)
    {
        ClearProgress();
        var (start, end) = Colour(diagnostic.Severity);
        Console.Error.WriteLine($"{start}{diagnostic}{end}");
    }

    /// <summary>A line that the next output replaces; only on a terminal.</summary>
    public void ShowProgress(string text)
    {
        if (!_isWatched)
            return;
        Console.Error.Write($"\r\u001b[K{text}");
        _progressShown = true;
    }

    /// <summary>Whether a person answers "yes".</summary>
    public bool Ask(string question)
    {
        ClearProgress();
        Console.Error.Write($"{question} Type 'yes' to go on: ");
        return Console.In.ReadLine()?.Trim().Equals("yes", StringComparison.OrdinalIgnoreCase) == true;
    }

    public async Task FlushAsync()
    {
        ClearProgress();
        await Console.Out.FlushAsync();
        await Console.Error.FlushAsync();
    }

    private void ClearProgress()
    {
        if (_progressShown)
            Console.Error.Write("\r\u001b[K");
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
