using System.Globalization;
using System.Text.RegularExpressions;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Scratch;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>pg_dump and pg_restore of this machine: a pg_dump reads servers of its own major version and older ones.</summary>
internal sealed partial class ClientPrograms
{
    private ClientPrograms(PostgreSqlBinaries folder, int major)
    {
        Dump = folder.Program("pg_dump");
        Restore = folder.Program("pg_restore");
        Major = major;
    }

    public string Dump { get; }

    public string Restore { get; }

    public int Major { get; }

    /// <summary>Those of the server's major version, or else of the next newer one that is there.</summary>
    /// <exception cref="EngineException">There are none, or only older ones.</exception>
    public static async Task<ClientPrograms> FindAsync(int serverMajor, CancellationToken cancellationToken)
    {
        var found = new List<ClientPrograms>();
        foreach (var folder in Folders())
        {
            var programs = new ClientPrograms(folder, await MajorOfAsync(folder.Program("pg_dump"), cancellationToken));
            if (programs.Major == serverMajor)
                return programs;
            found.Add(programs);
        }
        return found.Where(p => p.Major > serverMajor).MinBy(p => p.Major) ?? throw new EngineException(
            $"a snapshot of PostgreSQL {serverMajor} needs pg_dump and pg_restore of version {serverMajor} or newer; "
            + (found.Count == 0 ? "there are none" : $"there are only older ones ({string.Join(", ", found.Select(p => $"{p.Major}: {p.Dump}"))})")
            + $". Install the client programs of PostgreSQL {serverMajor}, or name their folder in {PostgreSqlBinaries.Variable}", null);
    }

    // Debian's wrappers come last: each call starts Perl, which takes ten times as long as the program's own start, and they choose a version themselves.
    private static IEnumerable<PostgreSqlBinaries> Folders() => PostgreSqlBinaries.Places().Distinct(StringComparer.Ordinal)
        .Select(place => new PostgreSqlBinaries(place))
        .Where(folder => File.Exists(folder.Program("pg_dump")) && File.Exists(folder.Program("pg_restore")))
        .OrderBy(folder => File.ResolveLinkTarget(folder.Program("pg_dump"), returnFinalTarget: true)?.Name == "pg_wrapper");

    private static async Task<int> MajorOfAsync(string program, CancellationToken cancellationToken)
    {
        var output = new MemoryStream();
        await ClientProcess.RunAsync(program, ["--version"], null, null, output, cancellationToken);
        var said = System.Text.Encoding.UTF8.GetString(output.ToArray());
        return VersionPattern().Match(said) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"\(PostgreSQL\)\s+(\d+)")]
    private static partial Regex VersionPattern();
}
