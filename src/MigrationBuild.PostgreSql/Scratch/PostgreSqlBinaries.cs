using System.Globalization;

namespace MigrationBuild.PostgreSql.Scratch;

/// <summary>The folder of PostgreSQL's server programs on this machine.</summary>
public sealed record PostgreSqlBinaries(string Folder)
{
    /// <summary>The environment variable that names the folder and ends the search.</summary>
    public const string Variable = "MIGRATIONBUILD_PG_BIN";

    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    public string Initdb => Program("initdb");

    public string Postgres => Program("postgres");

    /// <exception cref="PostgreSqlNotFoundException">They are nowhere.</exception>
    public static PostgreSqlBinaries Find() => Find(Environment.GetEnvironmentVariable(Variable), Environment.GetEnvironmentVariable("PATH"), InstallFolders());

    /// <param name="named">The only place to look, where it is given.</param>
    /// <param name="path">Folders as in PATH.</param>
    /// <param name="installed">Where installers put it, in the order of preference.</param>
    internal static PostgreSqlBinaries Find(string? named, string? path, IReadOnlyList<string> installed)
    {
        IReadOnlyList<string> places = named is { Length: > 0 }
            ? [named]
            : [.. (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), .. installed];
        var found = places.Select(place => new PostgreSqlBinaries(place)).FirstOrDefault(b => File.Exists(b.Initdb) && File.Exists(b.Postgres));
        return found ?? throw new PostgreSqlNotFoundException(named is { Length: > 0 } ? [$"{named} ({Variable})"] : ["PATH", .. Patterns.Select(p => Path.Combine(p.Parent, p.Name, p.Bin))]);
    }

    /// <summary>All folders that may hold programs of PostgreSQL, in the order of preference.</summary>
    internal static IReadOnlyList<string> Places() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? [named]
            : [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), .. InstallFolders()];

    public string Program(string name) => Path.Combine(Folder, name + Suffix);

    private static IReadOnlyList<(string Parent, string Name, string Bin)> Patterns => OperatingSystem.IsWindows()
        ? [(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin")]
        :
        [
            ("/usr/lib/postgresql", "*", "bin"),
            ("/usr", "pgsql-*", "bin"),
            ("/opt/homebrew/opt", "postgresql*", "bin"),
            ("/usr/local/opt", "postgresql*", "bin"),
            ("/usr/local", "pgsql*", "bin"),
            ("/Library/PostgreSQL", "*", "bin"),
            ("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
        ];

    /// <summary>Newest version first within each place.</summary>
    private static List<string> InstallFolders() =>
    [
        .. Patterns.Where(p => Directory.Exists(p.Parent)).SelectMany(p => Directory.GetDirectories(p.Parent, p.Name)
            .OrderByDescending(VersionIn).ThenBy(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, p.Bin))),
    ];

    private static double VersionIn(string folder)
    {
        var digits = string.Concat(Path.GetFileName(folder).SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(c => char.IsAsciiDigit(c) || c == '.'));
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
