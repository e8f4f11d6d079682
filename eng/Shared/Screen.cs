namespace MigrationBuild.Eng;

/// <summary>Prints for a person: headings and commands stand out on a terminal, and are plain text anywhere else.</summary>
public static class Screen
{
    private static readonly bool Colours =
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public static void Heading(string text) => Console.WriteLine(Colours ? $"\e[1m{text}\e[0m" : text);

    public static void Command(string text) => Console.WriteLine(Colours ? $"\e[36m$ {text}\e[0m" : $"$ {text}");

    /// <summary>Indented; of many lines only the first and the last ones.</summary>
    public static void Lines(IEnumerable<string> lines, int most = 6)
    {
        string[] all = [.. lines.Where(line => line.Trim().Length > 0)];
        var head = all.Length <= most ? all.Length : most / 2;
        foreach (var line in all[..head])
            Console.WriteLine($"  {line}");
        if (head == all.Length)
            return;
        var tail = most - head - 1;
        Console.WriteLine($"  ... {all.Length - head - tail} more lines");
        foreach (var line in all[^tail..])
            Console.WriteLine($"  {line}");
    }
}
