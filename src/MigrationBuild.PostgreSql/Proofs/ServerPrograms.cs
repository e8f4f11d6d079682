using System.Diagnostics;
using System.Text.RegularExpressions;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Scratch;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>The server programs of this machine.</summary>
internal static partial class ServerPrograms
{
    /// <exception cref="ScratchUnavailableException">There are none; says what to install or to set.</exception>
    public static PostgreSqlBinaries Find()
    {
        try
        {
            return PostgreSqlBinaries.Find();
        }
        catch (PostgreSqlNotFoundException e)
        {
            throw Unavailable(e.Message, e);
        }
    }

    /// <summary>`PostgreSQL 15.14`, without starting a server.</summary>
    /// <exception cref="ScratchUnavailableException">The program does not run.</exception>
    public static async Task<string> VersionAsync(PostgreSqlBinaries binaries, CancellationToken cancellationToken)
    {
        using var process = StartVersion(binaries);
        var said = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return Pattern().Match(said) is { Success: true } match
            ? $"PostgreSQL {match.Groups[1].Value}"
            : throw Unavailable($"{binaries.Postgres} --version does not say its version");
    }

    public static ScratchUnavailableException Unavailable(string reason, Exception? inner = null) => new(
        $"{reason}; or let {PostgreSqlScratchDriver.ConnectionProperty} lead to an empty database named {GivenServer.Mark}… on a server that is there for tests", inner);

    private static Process StartVersion(PostgreSqlBinaries binaries)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(binaries.Postgres, ["--version"]) { RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw Unavailable($"{binaries.Postgres} cannot be run: {e.Message}", e);
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
