namespace MigrationBuild.Drivers;

/// <summary>Words of a command for a person's POSIX shell.</summary>
public static class ShellText
{
    /// <summary>As one word, whatever is in it.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or ':' or '=' or '@' or '+' or ',')
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
