using System.Globalization;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Engine;
using MigrationBuild.PostgreSql.State;
using Npgsql;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>
/// A scratch database on somebody's server, beside the empty one that its connection names. One session on that stays open as long as this
/// lives: the name of the scratch database says which, so that one whose session is gone is known for a leftover.
/// </summary>
internal sealed class GivenServer : IScratchPlace
{
    /// <summary>What the name of a database begins with that may be used for this.</summary>
    public const string Mark = "migrationbuild_scratch";

    private readonly Session _owner;
    private readonly string _database;
    private bool _isKept;

    private GivenServer(Session owner, NpgsqlConnectionStringBuilder builder, string database)
    {
        _owner = owner;
        _database = database;
        ConnectionString = new NpgsqlConnectionStringBuilder(builder.ConnectionString) { Database = database }.ConnectionString;
    }

    public string ConnectionString { get; }

    /// <summary>Roles belong to the whole server, which is not ours.</summary>
    public MissingRoles? Roles => null;

    private string Kept => _database + "_kept";

    /// <exception cref="ScratchUnavailableException">It does not lead to a database of this mark that holds nothing, or none can be made beside it.</exception>
    public static async Task<GivenServer> OpenAsync(string connection, CancellationToken cancellationToken)
    {
        var (owner, builder) = await ConnectAsync(connection, cancellationToken).ConfigureAwait(false);
        try
        {
            await RequireEmptyAsync(owner, builder.Database!, cancellationToken).ConfigureAwait(false);
            await ScratchLeftovers.DropAsync(owner, cancellationToken).ConfigureAwait(false);
            var name = await ScratchLeftovers.NameAsync(owner, cancellationToken).ConfigureAwait(false);
            var place = new GivenServer(owner, builder, name);
            await place.CreateAsync(cancellationToken).ConfigureAwait(false);
            return place;
        }
        catch (Exception e)
        {
            await owner.DisposeAsync().ConfigureAwait(false);
            if (e is not EngineException && ServerErrors.ToEngineException(e) is { } refusal)
                throw new ScratchUnavailableException($"no database can be made beside {builder.Database}: {refusal.Message}; its role needs CREATEDB", refusal);
            throw;
        }
    }

    public static async Task<string> DescribeAsync(string connection, CancellationToken cancellationToken)
    {
        var (session, builder) = await ConnectAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (session)
        {
            await RequireEmptyAsync(session, builder.Database!, cancellationToken).ConfigureAwait(false);
            return await session.ValueAsync<string>(
                """
                SELECT concat_ws(', ', 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1), pg_encoding_to_char(encoding), datcollate,
                    CASE WHEN current_setting('is_superuser') = 'off' THEN 'no superuser' END)
                FROM pg_database WHERE datname = current_database()
                """, cancellationToken).ConfigureAwait(false) ?? "";
        }
    }

    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        if (_isKept)
            await DropAsync(Kept, cancellationToken).ConfigureAwait(false);
        await RunAsync($"CREATE DATABASE {SqlText.Identifier(Kept)} TEMPLATE {SqlText.Identifier(_database)}", cancellationToken).ConfigureAwait(false);
        _isKept = true;
    }

    // The kept one stays: it may be gone back to again.
    public async Task ReturnAsync(CancellationToken cancellationToken)
    {
        await DropAsync(_database, cancellationToken).ConfigureAwait(false);
        await RunAsync($"CREATE DATABASE {SqlText.Identifier(_database)} TEMPLATE {SqlText.Identifier(Kept)}", cancellationToken).ConfigureAwait(false);
    }

    public Task SaveAsync(string file, CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await using (_owner)
        {
            await DropAsync(_database, CancellationToken.None).ConfigureAwait(false);
            await DropAsync(Kept, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task<(Session Session, NpgsqlConnectionStringBuilder Builder)> ConnectAsync(string connection, CancellationToken cancellationToken)
    {
        try
        {
            var builder = ConnectionText.Parse(connection);
            RequireMark(builder.Database!);
            return (await Session.OpenAsync(builder.ConnectionString, null, cancellationToken).ConfigureAwait(false), builder);
        }
        catch (MigrationException e)
        {
            throw new ScratchUnavailableException($"{PostgreSqlScratchDriver.ConnectionProperty}: {e.Message}", e);
        }
        catch (Exception e) when (ServerErrors.ToEngineException(e) is { } refusal)
        {
            throw new ScratchUnavailableException(
                $"{PostgreSqlScratchDriver.ConnectionProperty}: {ConnectionText.Describe(ConnectionText.Parse(connection))} cannot be opened: {refusal.Message}", refusal);
        }
    }

    private static void RequireMark(string database)
    {
        if (!database.StartsWith(Mark, StringComparison.Ordinal))
        {
            throw new ScratchUnavailableException(
                $"the database {database} is not marked as scratch: its name must begin with {Mark}, and it must be empty. Make one: CREATE DATABASE {Mark}; then let {PostgreSqlScratchDriver.ConnectionProperty} name it");
        }
    }

    private static async Task RequireEmptyAsync(Session session, string database, CancellationToken cancellationToken)
    {
        if (!await new DatabaseContent(session, "public.migration_history", long.MaxValue).IsEmptyAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new ScratchUnavailableException(
                $"the database {database} is not empty, so it may be somebody's. Make another: CREATE DATABASE {Mark}_empty; then let {PostgreSqlScratchDriver.ConnectionProperty} name it");
        }
    }

    // Messages that are told apart by their words must be in English; who may not set this has them as they are.
    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        var like = await _owner.RowsAsync(
            "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database WHERE datname = current_database()",
            row => (Encoding: row.GetString(0), Collate: row.GetString(1), CharacterType: row.GetString(2)), cancellationToken).ConfigureAwait(false);
        await RunAsync(string.Create(CultureInfo.InvariantCulture,
            $"CREATE DATABASE {SqlText.Identifier(_database)} TEMPLATE template0 ENCODING {SqlText.Literal(like[0].Encoding)} LC_COLLATE {SqlText.Literal(like[0].Collate)} LC_CTYPE {SqlText.Literal(like[0].CharacterType)}"),
            cancellationToken).ConfigureAwait(false);
        await RunAsync($"COMMENT ON DATABASE {SqlText.Identifier(_database)} IS 'scratch database of a build with MigrationBuild; may be dropped'", cancellationToken).ConfigureAwait(false);
        if (await _owner.ValueAsync<bool>("SELECT current_setting('is_superuser') = 'on'", cancellationToken).ConfigureAwait(false))
            await RunAsync($"ALTER DATABASE {SqlText.Identifier(_database)} SET lc_messages = 'C'", cancellationToken).ConfigureAwait(false);
    }

    private Task DropAsync(string name, CancellationToken cancellationToken) => RunAsync($"DROP DATABASE IF EXISTS {SqlText.Identifier(name)}", cancellationToken);

    private Task RunAsync(string sql, CancellationToken cancellationToken) => _owner.ExecuteAsync(sql, cancellationToken);
}
