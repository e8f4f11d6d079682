using MigrationBuild.Drivers;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scratch;

/// <summary>Scratch databases of SQLite: in the memory of this process, so that nothing is left whatever ends it.</summary>
public sealed class SqliteScratchDriver : IScratchDriver
{
    public string Engine => EngineNames.Sqlite;

    public Task<string> DescribeAsync(string? connection, CancellationToken cancellationToken)
    {
        RefuseConnection(connection);
        return Task.Run(() =>
        {
            using var session = MemorySession.Open();
            return $"sqlite {SqliteSession.LibraryVersion} {OptionsOf(session)}";
        }, cancellationToken);
    }

    public Task<IScratchDatabase> CreateAsync(string? connection, string? state, CancellationToken cancellationToken)
    {
        RefuseConnection(connection);
        return Task.Run<IScratchDatabase>(() => Create(state, cancellationToken), cancellationToken);
    }

    private static SqliteScratchDatabase Create(string? state, CancellationToken cancellation)
    {
        var session = MemorySession.Open();
        try
        {
            if (state is not null)
                StateFile.Load(state, session, cancellation);
            return new SqliteScratchDatabase(session, SqliteDialect.Instance);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>What the library was built with, which decides its functions, modules and limits; not by which compiler.</summary>
    private static string OptionsOf(SqliteSession session)
    {
        var options = session.Rows("PRAGMA compile_options", row => row.Text(0)!);
        return TextHash.Of(string.Join('\n', options.Where(option => !option.StartsWith("COMPILER=", StringComparison.Ordinal)).Order(StringComparer.Ordinal)))[..12];
    }

    private static void RefuseConnection(string? connection)
    {
        if (connection is not null)
        {
            throw new ScratchUnavailableException(
                "a scratch database of SQLite is made in memory and needs no connection; leave the scratch connection out for this engine");
        }
    }
}
