using System.Globalization;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.PostgreSql.Connections;
using Npgsql;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>The databases that are made beside one: begun, dropped, renamed into its place.</summary>
internal sealed class DatabaseCopies(NpgsqlConnection maintenance, string database)
{
    private const int ForceSince = 13;

    private int Major => maintenance.PostgreSqlVersion.Major;

    /// <summary>Says to other processes that the copy of that name is being worked on, for as long as this session lives.</summary>
    public async Task ClaimAsync(string name, CancellationToken cancellationToken) =>
        await maintenance.RowsAsync("SELECT 1::text FROM pg_advisory_lock(hashtextextended($1, 0))", cancellationToken, name);

    /// <summary>Whether there is a database that looks like one which a killed process has left.</summary>
    public static async Task<bool> AreLeftAsync(Session session, string database, CancellationToken cancellationToken) =>
        await session.ValueAsync<bool>("SELECT EXISTS (SELECT FROM pg_database WHERE starts_with(datname, $1) OR starts_with(datname, $2))",
            cancellationToken, CopyNames.BeingMadePrefix(database), CopyNames.ReplacedPrefix(database)).ConfigureAwait(false);

    /// <summary>
    /// Drops copies that were begun, and databases that were replaced, whose makers died: those of exactly the name and the mark that this tool gives,
    /// and no others. To be called only once what stands under the database's own name has been connected to.
    /// </summary>
    public async Task DropUnclaimedAsync(CancellationToken cancellationToken)
    {
        var names = await maintenance.RowsAsync(
            "SELECT datname::text, datconnlimit::text FROM pg_database WHERE starts_with(datname, $1) OR starts_with(datname, $2) ORDER BY 1",
            cancellationToken, CopyNames.BeingMadePrefix(database), CopyNames.ReplacedPrefix(database));
        foreach (var (name, limit) in names.Select(row => (row[0]!, int.Parse(row[1]!, CultureInfo.InvariantCulture))))
        {
            if (!(CopyNames.IsBeingMade(name, database) || CopyNames.IsReplaced(name, database)) || limit != CopyNames.Mark(name, database))
                continue;
            if (await maintenance.ValueAsync("SELECT pg_try_advisory_lock(hashtextextended($1, 0))::text", cancellationToken, name) == "true")
                await DropAsync(name, cancellationToken);
        }
    }

    /// <summary>Drops a database whoever is connected to it; does nothing where there is none.</summary>
    public async Task DropAsync(string name, CancellationToken cancellationToken)
    {
        if (Major < ForceSince)
            await maintenance.RowsAsync("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = $1", cancellationToken, name);
        await maintenance.RunAsync($"DROP DATABASE IF EXISTS {SqlText.Identifier(name)}{(Major < ForceSince ? "" : " WITH (FORCE)")}", cancellationToken);
    }

    /// <summary>After a failure, which is the one to report: what cannot be dropped now is dropped before the next restore.</summary>
    public async Task TryDropAsync(string name)
    {
        try
        {
            await DropAsync(name, CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, or somebody took the right away.
        }
    }

    /// <summary>Null where there is none of that name.</summary>
    public async Task<uint?> OidAsync(string name, CancellationToken cancellationToken) =>
        await maintenance.ValueAsync("SELECT oid::text FROM pg_database WHERE datname = $1", cancellationToken, name) is { } oid
            ? uint.Parse(oid, CultureInfo.InvariantCulture) : null;

    /// <summary>Makes a snapshot of a copy that is done: nobody may connect to it, its mark is gone, it has its name; all or nothing.</summary>
    public async Task KeepAsync(string copy, string name, DatabaseProperties properties)
    {
        await using var transaction = await maintenance.BeginTransactionAsync(CancellationToken.None);
        await maintenance.RunAsync($"ALTER DATABASE {SqlText.Identifier(copy)} ALLOW_CONNECTIONS false", CancellationToken.None);
        await maintenance.RunAsync(properties.LimitSql(copy), CancellationToken.None);
        await maintenance.RunAsync(RenameSql(copy, name), CancellationToken.None);
        FaultPoint.Reach("postgresql.keep.commit.before");
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Puts a copy in the place of the database, which is kept under another name: both or neither, and durable.</summary>
    public async Task SwapAsync(string copy, string replaced, DatabaseProperties properties, Func<NpgsqlConnection, string, Task>? requireUnchanged)
    {
        await using var transaction = await maintenance.BeginTransactionAsync(CancellationToken.None);
        await maintenance.RunAsync("SET LOCAL synchronous_commit = on", CancellationToken.None);
        FaultPoint.Reach("postgresql.swap.began");
        await maintenance.RunAsync(RenameSql(database, replaced), CancellationToken.None);
        FaultPoint.Reach("postgresql.swap.old-renamed");
        await maintenance.RunAsync(FormattableString.Invariant($"ALTER DATABASE {SqlText.Identifier(replaced)} CONNECTION LIMIT {CopyNames.Mark(replaced, database)}"), CancellationToken.None);
        if (requireUnchanged is not null)
            await requireUnchanged(maintenance, replaced);
        await maintenance.RunAsync(RenameSql(copy, database), CancellationToken.None);
        await maintenance.RunAsync(properties.LimitSql(database), CancellationToken.None);
        FaultPoint.Reach("postgresql.swap.commit.before");
        await transaction.CommitAsync(CancellationToken.None);
        FaultPoint.Reach("postgresql.swap.commit.after");
    }

    /// <exception cref="EngineException">Nobody has the right to what is going to be done.</exception>
    public async Task RequireRightsAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT (r.rolsuper OR r.rolcreatedb AND pg_has_role(current_user, d.datdba, 'USAGE'))::text, current_user::text
            FROM pg_roles r, pg_database d WHERE r.rolname = current_user AND d.datname = $1
            """;
        var rows = await maintenance.RowsAsync(sql, cancellationToken, database);
        if (rows is not [var row])
            throw new EngineException($"there is no database '{database}'", PostgresErrorCodes.InvalidCatalogName);
        if (row[0] != "true")
            throw new EngineException($"the role '{row[1]}' must own '{database}' and have CREATEDB to put a copy beside it", PostgresErrorCodes.InsufficientPrivilege);
    }

    private static string RenameSql(string name, string to) => $"ALTER DATABASE {SqlText.Identifier(name)} RENAME TO {SqlText.Identifier(to)}";
}
