using System.Globalization;
using System.Text;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Scripts.Layouts;

namespace MigrationBuild.Compilation;

/// <summary>The files of a project's next migration, as the verb `new` writes them: in the project's own layout and numbering.</summary>
public static class NextName
{
    // File systems end at 255 bytes, and version and ending need some.
    private const int LongestName = 150;

    /// <summary>Paths are relative to the folder that was read.</summary>
    /// <param name="utcNow">For projects that number by time.</param>
    /// <exception cref="MigrationException">MB6001: the name has no letter or digit. MB1001: unknown engine.</exception>
    public static IReadOnlyList<NewScript> For(ScriptFolder folder, string engine, string name, DateTimeOffset utcNow)
    {
        var snake = Sanitize(name);
        if (snake.Length == 0)
            throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, $"'{name}' has no letter or digit; name the migration by what it does, such as add_email");

        if (Encoding.UTF8.GetByteCount(snake) > LongestName)
            throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, $"the name is too long for a file: at most {LongestName} bytes; name the migration by what it does, such as add_email");

        // Mistakes in the scripts do not matter here: the next build reports them.
        var bag = new DiagnosticBag();
        var front = FrontEnd.Run(folder.ToRequest(engine), new SourcePaths(folder.Directory, fullPaths: false), DiskTexts.Instance, bag)
            ?? throw new MigrationException(bag.Sorted()[0], ExitCode.Usage);
        var last = front.Order.Migrations.Count == 0 ? null : front.Order.Migrations[^1];
        if (last is null && front.Repeatables.Count > 0)
            return ScriptLayouts.Flyway.NewFiles("1", "0", snake, "");
        if (last is null)
            return ScriptLayouts.Pair.NewFiles("0001", "0", snake, "");

        // The newest number is the highest one, which need not be the last of the chain.
        var highest = front.Order.Migrations.MaxBy(d => d.Version)!.Version;
        var head = last.Up?.Head.Revises is not null && highest.IsTimestamp ? $"-- migrate:revises {last.Version}\n" : "";
        var version = highest.IsTimestamp ? NextTime.After(highest, utcNow) : NextNumber.After(highest);
        return LayoutOf(front).NewFiles(version, highest.Text, snake, head);
    }

    /// <summary>Lower case, words separated by `_`: `AddEmail to-users` is `add_email_to_users`. Letters of every script stay.</summary>
    public static string Sanitize(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        var previous = '_';
        foreach (var c in name)
        {
            var isPart = char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            var startsWord = isPart && char.IsUpper(c) && (char.IsLower(previous) || char.IsDigit(previous));
            if ((!isPart || startsWord) && text.Length > 0 && text[^1] != '_')
                text.Append('_');
            if (isPart)
                text.Append(char.ToLowerInvariant(c));
            previous = c;
        }
        return text.ToString().Trim('_');
    }

    private static ScriptLayout LayoutOf(FrontEnd front) =>
        front.Order.Migrations.GroupBy(d => d.Layout).MaxBy(g => g.Count())!.Key;
}
