using MigrationBuild.Drivers;
using Npgsql;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>A restore without this tool, by PostgreSQL's own programs: beside, then by two renames.</summary>
internal static class HandRestore
{
    public static IReadOnlyList<string> Commands(NpgsqlConnection connection, string snapshot)
    {
        var database = connection.Database;
        var (made, kept) = ($"{database}_restored", $"{database}_broken");
        var server = FormattableString.Invariant($"--host={ShellText.Quote(connection.Host!)} --port={connection.Port} --username={ShellText.Quote(connection.UserName!)}");
        var psql = $"psql {server} --dbname=postgres --no-psqlrc --set=ON_ERROR_STOP=1";
        return
        [
            .. Make(),
            $"{psql} --single-transaction --command={ShellText.Quote($"ALTER DATABASE {SqlText.Identifier(database)} RENAME TO {SqlText.Identifier(kept)}")} --command={ShellText.Quote($"ALTER DATABASE {SqlText.Identifier(made)} RENAME TO {SqlText.Identifier(database)}")}",
        ];

        IEnumerable<string> Make()
        {
            if (TemplateFile.Is(snapshot))
            {
                yield return $"{psql} --command={ShellText.Quote($"CREATE DATABASE {SqlText.Identifier(made)} TEMPLATE {SqlText.Identifier(TemplateFile.Read(snapshot).Database)}")}";
                yield break;
            }
            yield return $"createdb {server} --template=template0 {ShellText.Quote(made)}";
            yield return $"pg_restore {server} --exit-on-error --dbname={ShellText.Quote(made)} {ShellText.Quote(snapshot)}";
        }
    }
}
