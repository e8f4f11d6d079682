using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.Scripts;

namespace MigrationBuild.PostgreSql;

// What a proof on a scratch database needs of a session besides.
internal sealed partial class PostgreSqlDatabase
{
    /// <summary>Between <see cref="BeginAsync"/> and its end.</summary>
    internal bool IsInTransaction => _inTransaction;

    /// <summary>The history table with its schema, as SQL needs it.</summary>
    internal string HistoryName => _history.QualifiedName;

    /// <summary>Asks on the session's own connection, in the open transaction if there is one.</summary>
    internal Task<T> AskAsync<T>(Func<Session, Task<T>> work) => Run(() => work(_session));

    /// <summary>As <see cref="ExecuteAsync"/>, but each statement by itself.</summary>
    /// <param name="afterEach">Is told the statement's index once it is done.</param>
    internal Task ExecuteWatchedAsync(MigrationScript script, Func<int, CancellationToken, Task> afterEach, CancellationToken cancellationToken) =>
        Run(() => ExecuteScriptAsync(script, afterEach, cancellationToken));

    /// <summary>Ends the session on the server. The next use begins another one, with the same settings.</summary>
    internal Task CloseAsync() => _session.Connection.CloseAsync();
}
