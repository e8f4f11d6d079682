using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MigrationBuild.Eng.Faults;

/// <summary>The table, for people and for the file.</summary>
internal static class Report
{
    public static string File => Repository.PathOf("artifacts", "faults.md");

    public static string Table(IReadOnlyList<RowResult> rows)
    {
        string[] head = ["fault", "runs", "half-states", "unaided recoveries", "needing a person", "time", ""];
        List<string[]> lines = [head, [.. head.Select(h => new string('-', Math.Max(3, h.Length)))], .. rows.Select(Line)];
        var widths = Enumerable.Range(0, head.Length).Select(i => lines.Max(line => line[i].Length)).ToArray();
        return string.Join('\n', lines.Select((line, at) => $"| {string.Join(" | ", line.Select((cell, i) => at == 1 ? new string('-', widths[i]) : i is > 0 and < 6 ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i])))} |"));
    }

    public static void Write(IReadOnlyList<RowResult> rows, FaultOptions options, string? server, TimeSpan time)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Faults\n\n{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {(options.IsFull ? "full" : "gate")}, seed {options.Seed}, {time.TotalSeconds:0} s. ");
        text.Append(CultureInfo.InvariantCulture, $".NET {Environment.Version}, {RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors; {server ?? "no PostgreSQL"}.\n\n");
        text.Append(Table(rows)).Append('\n');
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, text.ToString());
    }

    private static string[] Line(RowResult row) => row.Skipped is { } why
        ? [row.Title, "skipped", "", "", "", "", why]
        :
        [
            row.Title, Number(row.Runs), Number(row.HalfStates), Number(row.Unaided), Number(row.NeededPerson),
            string.Create(CultureInfo.InvariantCulture, $"{row.Time.TotalSeconds:0.0} s"), row.Note,
        ];

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
