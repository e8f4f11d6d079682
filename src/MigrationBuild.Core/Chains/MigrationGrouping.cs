using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>Scripts to migrations: what belongs to one version, and what is there twice (MB1103, MB1104).</summary>
internal static class MigrationGrouping
{
    /// <summary>In the order of their versions.</summary>
    public static List<MigrationDraft> Run(IEnumerable<ScriptUnit> units, DiagnosticBag bag) =>
        [.. units
            .Where(u => u.Part != ScriptPart.Repeatable)
            .GroupBy(u => u.Version)
            .Select(g => Draft([.. g], bag))
            .OrderBy(d => d.Version)];

    /// <summary>In the order in which they run.</summary>
    public static IReadOnlyList<RepeatableMigration> Repeatables(IEnumerable<ScriptUnit> units, DiagnosticBag bag)
    {
        var repeatables = new List<RepeatableMigration>();
        var byName = units.Where(u => u.Part == ScriptPart.Repeatable).GroupBy(u => u.Name.Name).OrderBy(g => g.Key, StringComparer.Ordinal);
        foreach (var group in byName)
        {
            var first = group.First();
            foreach (var again in group.Skip(1))
            {
                bag.Add(Descriptors.DuplicateVersion, again.Location,
                    $"the repeatable script '{group.Key}' is there already: {first.Display}; rename or remove one");
            }
            if (first.Script is not null)
                repeatables.Add(new RepeatableMigration(group.Key, first.Script));
        }
        return repeatables;
    }

    private static MigrationDraft Draft(List<ScriptUnit> units, DiagnosticBag bag)
    {
        // Files of one name belong together; another name with an up script of its own is another migration.
        var families = units.GroupBy(u => Family(u)).Select(g => g.ToList()).ToList();
        var main = families.OrderByDescending(HasUp).ThenByDescending(f => f.Count).First();
        var parts = new Dictionary<ScriptPart, ScriptUnit>();
        foreach (var unit in main)
            Take(unit, parts, bag);
        var hasTwin = false;
        foreach (var other in families.Where(f => f != main))
        {
            if (HasUp(other))
            {
                hasTwin = true;
                ReportSecond(main.Find(IsUp)!, other.Find(IsUp)!, bag);
            }
            else
                other.ForEach(u => Take(u, parts, bag));
        }
        return new MigrationDraft
        {
            Version = main[0].Version,
            Up = parts.GetValueOrDefault(ScriptPart.Up),
            Down = parts.GetValueOrDefault(ScriptPart.Down),
            Verify = parts.GetValueOrDefault(ScriptPart.Verify),
            HasTwin = hasTwin,
        };
    }

    private static void Take(ScriptUnit unit, Dictionary<ScriptPart, ScriptUnit> parts, DiagnosticBag bag)
    {
        if (!parts.TryAdd(unit.Part, unit))
            ReportSecond(parts[unit.Part], unit, bag);
    }

    private static void ReportSecond(ScriptUnit first, ScriptUnit second, DiagnosticBag bag)
    {
        var differsInVersion = first.Version.Text != second.Version.Text;
        var differsInCase = first.Name.Name != second.Name.Name
            && first.Name.Name.Equals(second.Name.Name, StringComparison.OrdinalIgnoreCase);
        if (differsInVersion || differsInCase)
        {
            var how = differsInVersion
                ? $"has the version of {first.Display}, written with other {WayToWrite(first.Version.Text, second.Version.Text)}"
                : $"differs from {first.Display} only by upper and lower case";
            bag.Add(Descriptors.TwinNames, second.Location, $"{how}; remove one, or give it a version of its own");
            return;
        }
        bag.Add(Descriptors.DuplicateVersion, second.Location,
            $"version {second.Version} has its {Word(second.Part)} script already: {first.Display}; give one of them another version");
    }

    private static string WayToWrite(string first, string second) =>
        first.Count(char.IsAsciiDigit) == second.Count(char.IsAsciiDigit) ? "separators" : "leading zeros";

    private static string Word(ScriptPart part) => part switch
    {
        ScriptPart.Up => "up",
        ScriptPart.Down => "down",
        _ => "verify",
    };

    private static (string, string, string?, string) Family(ScriptUnit unit)
    {
        var folder = unit.File[..(unit.File.LastIndexOf('/') + 1)];
        return (unit.Version.Text, unit.Name.Name, unit.Name.From?.Text, folder);
    }

    private static bool HasUp(List<ScriptUnit> family) => family.Exists(IsUp);

    private static bool IsUp(ScriptUnit unit) => unit.Part == ScriptPart.Up;
}
