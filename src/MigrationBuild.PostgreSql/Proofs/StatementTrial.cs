using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Engine;
using Npgsql;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>
/// Runs statements that may be refused, each in effect by itself. Few are refused as a rule: so all together first, and only
/// where that fails each between savepoints, in one round trip too. What a constraint would say at COMMIT is asked after each.
/// </summary>
internal sealed class StatementTrial(Session session, bool inTransaction)
{
    private const string Outer = "migrationbuild_try";
    private const string Inner = "migrationbuild_one";

    // Savepoints nest; each level costs.
    private const int AtOnce = 100;

    /// <returns>For each: null where it was accepted, else the engine's words.</returns>
    public async Task<IReadOnlyList<string?>> RunAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> settle = [Constraints.CheckSql, .. await Constraints.WaitAgainAsync(session, cancellationToken).ConfigureAwait(false)];
        var refusals = new List<string?>(statements.Count);
        foreach (var some in statements.Chunk(AtOnce))
            refusals.AddRange(await AreAllAcceptedAsync(some, settle, cancellationToken).ConfigureAwait(false)
                ? new string?[some.Length]
                : await EachAsync(some, settle, cancellationToken).ConfigureAwait(false));
        return refusals;
    }

    private async Task<bool> AreAllAcceptedAsync(string[] statements, IReadOnlyList<string> settle, CancellationToken cancellationToken)
    {
        try
        {
            // Outside a transaction a batch is one itself, with a COMMIT at its end that asks the constraints.
            IEnumerable<string> batch = inTransaction ? [$"SAVEPOINT {Outer}", .. statements, .. settle, $"RELEASE SAVEPOINT {Outer}"] : statements;
            await session.ExecuteAsync(batch, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (PostgresException)
        {
            if (inTransaction)
                await session.ExecuteAsync([$"ROLLBACK TO SAVEPOINT {Outer}", $"RELEASE SAVEPOINT {Outer}"], CancellationToken.None).ConfigureAwait(false);
            return false;
        }
    }

    // The second savepoint of the name is made only where the statement did not fail: going back to the name then loses nothing, and else
    // goes back to before the statement.
    private async Task<IReadOnlyList<string?>> EachAsync(string[] statements, IReadOnlyList<string> settle, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(inTransaction ? $"SAVEPOINT {Outer}" : "BEGIN", cancellationToken).ConfigureAwait(false);
        await using var batch = session.Connection.CreateBatch();
        batch.EnableErrorBarriers = true;
        var owners = new Dictionary<NpgsqlBatchCommand, int>();
        for (var i = 0; i < statements.Length; i++)
        {
            string[] one = [$"SAVEPOINT {Inner}", statements[i], .. settle, $"SAVEPOINT {Inner}", $"ROLLBACK TO SAVEPOINT {Inner}"];
            foreach (var sql in one)
            {
                var command = new NpgsqlBatchCommand(sql);
                owners.Add(command, i);
                batch.BatchCommands.Add(command);
            }
        }
        var refusals = new string?[statements.Length];
        foreach (var error in await ErrorsAsync(batch, cancellationToken).ConfigureAwait(false))
        {
            // What follows a refused statement is refused for that.
            if (error.BatchCommand is NpgsqlBatchCommand command && owners.TryGetValue(command, out var index))
                refusals[index] ??= ServerErrors.Describe(error);
        }
        await session.ExecuteAsync(inTransaction ? $"RELEASE SAVEPOINT {Outer}" : "COMMIT", cancellationToken).ConfigureAwait(false);
        return refusals;
    }

    private static async Task<IReadOnlyList<PostgresException>> ErrorsAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return [];
        }
        catch (PostgresException e)
        {
            return [e];
        }
        catch (NpgsqlException e) when (e.InnerException is AggregateException all)
        {
            return [.. all.InnerExceptions.OfType<PostgresException>()];
        }
    }
}
