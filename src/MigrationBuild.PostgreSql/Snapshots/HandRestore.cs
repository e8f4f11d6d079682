using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>A restore without this tool, by PostgreSQL's own programs: beside, then by two renames.</summary>
internal static class HandRestore
{
    public static IReadOnlyList<string> Commands(ServerAddress address, string database, string snapshot)
    {
        var (made, kept) = ($"{database}_restored", $"{database}_broken");
        var server = FormattableString.Invariant($"--host={ShellText.Quote(address.Host)} --port={address.Port}{(address.User is { } user ? $" --username={ShellText.Quote(user)}" : "")}");
        var psql = $"psql {server} --dbname=postgres --no-psqlrc --set=ON_ERROR_STOP=1";
        return
        [
            .. Make(),
            $"{psql} --single-transaction --command={ShellText.Quote($"ALTER DATABASE {SqlText.Identifier(database)} RENAME TO {SqlText.Identifier(kept)}")} --command={ShellText.Quote($"ALTER DATABASE {SqlText.Identifier(made)} RENAME TO {SqlText.Identifier(database)}")}",
        ];

        IEnumerable<string> Make()
        {
            if (TemplateOf(snapshot) is { } template)
            {
                yield return $"{psql} --command={ShellText.Quote($"CREATE DATABASE {SqlText.Identifier(made)} TEMPLATE {SqlText.Identifier(template)}")}";
                yield break;
            }
            yield return $"createdb {server} --template=template0 {ShellText.Quote(made)}";
            yield return $"pg_restore {server} --exit-on-error --dbname={ShellText.Quote(made)} {ShellText.Quote(snapshot)}";
        }
    }

    // This is asked when everything else has failed, perhaps because of the file: it must still answer.
    private static string? TemplateOf(string snapshot)
    {
        try
        {
            return TemplateFile.Is(snapshot) ? TemplateFile.Read(snapshot).Database : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EngineException)
        {
            return null;
        }
    }
}
