using System.Text;

namespace MigrationBuild.Tests.Proofs;

/// <summary>A down script and what the proof must say of it; see the head of the `.cases` files.</summary>
/// <param name="Verdict">As `--json` writes it.</param>
/// <param name="Codes">Of the findings, in order; empty: there must be none.</param>
/// <param name="Setup">What the migration before it does; null: nothing is needed.</param>
/// <param name="Down">Null: there is none.</param>
internal sealed record ProofCase(string Name, string Verdict, IReadOnlyList<string> Codes, string? Setup, string Up, string? Down)
{
    /// <summary>All cases of an engine, in the file's order.</summary>
    public static IReadOnlyList<ProofCase> All(string engine)
    {
        var blocks = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "proofs", $"{engine}.cases")).ReplaceLineEndings("\n").Split("\n=== ").Skip(1);
        return [.. blocks.Select(Parse)];
    }

    /// <summary>Writes the cases as one chain of pairs, with a migration of its own for each setup; gives the version of each case's migration.</summary>
    public static IReadOnlyDictionary<string, string> WriteTo(string folder, IEnumerable<ProofCase> cases)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var test in cases)
        {
            if (test.Setup is { } setup)
                Write(folder, $"{++number:0000}_{test.Name}_setup", $"-- migrate:irreversible only to prepare the next\n{setup}", null);
            versions[test.Name] = $"{++number:0000}";
            Write(folder, $"{number:0000}_{test.Name}", test.Up, test.Down);
        }
        return versions;
    }

    private static void Write(string folder, string name, string up, string? down)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{name}.up.sql"), up);
        if (down is not null)
            File.WriteAllText(Path.Combine(folder, $"{name}.down.sql"), down);
    }

    private static ProofCase Parse(string block)
    {
        var lines = block.Split('\n');
        var head = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var parts = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        StringBuilder? part = null;
        foreach (var line in lines.Skip(1))
        {
            if (line.StartsWith("--- ", StringComparison.Ordinal))
                parts.Add(line[4..], part = new StringBuilder());
            else
                part?.Append(line).Append('\n');
        }
        string? Text(string name) => parts.TryGetValue(name, out var text) ? text.ToString().TrimEnd('\n') + "\n" : null;
        return new ProofCase(head[^1], head[0], head.Length > 2 ? head[1].Split(',') : [], Text("setup"), Text("up")!, Text("down"));
    }
}
