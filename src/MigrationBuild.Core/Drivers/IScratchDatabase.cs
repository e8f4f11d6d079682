using MigrationBuild.Proofs;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers;

/// <summary>
/// One scratch database, on which the build tries the scripts of a chain. Steps run through <see cref="Session"/> as at a deployment;
/// what is here besides is what only a proof needs. Throws <see cref="EngineException"/> for what the engine refuses.
/// </summary>
public interface IScratchDatabase : IAsyncDisposable
{
    /// <summary>The session that steps run on. Another one after <see cref="ReturnAsync"/>.</summary>
    IDatabase Session { get; }

    /// <summary>`SQLite 3.35.5`, `PostgreSQL 15.14`: goes into the bundle.</summary>
    string EngineVersion { get; }

    /// <summary>Why this script may not run on a scratch database, located at its statement: it would reach something outside. Null where it may.</summary>
    ScriptException? FindWayOut(MigrationScript script);

    /// <summary>Whether the engine refused because this machine lacks something that a server may have (an extension, a module), not because the script is wrong.</summary>
    bool IsMissingHere(EngineException refusal);

    /// <summary>
    /// Runs a script like <see cref="IDatabase.ExecuteAsync"/> (inside the open transaction where it is transactional), and watches each
    /// statement. An engine that cannot be watched gives an empty list.
    /// </summary>
    /// <exception cref="ScriptException">A statement failed; says where in the file.</exception>
    Task<IReadOnlyList<StatementObservation>> ExecuteObservedAsync(MigrationScript script, CancellationToken cancellationToken);

    /// <summary>
    /// Checks what would be checked at COMMIT, and that no row points nowhere that a step may have changed: since the open transaction
    /// began, or, outside one, any.
    /// </summary>
    /// <exception cref="EngineException">Something is violated; the message says what.</exception>
    Task SettleAsync(CancellationToken cancellationToken);

    /// <summary>All tables that can hold rows of their own (no views, no partitioned parents whose partitions are listed), without the history table, in a stable order.</summary>
    Task<IReadOnlyList<ScratchTable>> ReadTablesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The tables whose rows may have changed since the open transaction began, by <see cref="ScratchTable.Name"/>, dropped ones too; rather
    /// too many than too few. Null where this is not known: then any may.
    /// </summary>
    Task<IReadOnlySet<string>?> ReadTouchedTablesAsync(CancellationToken cancellationToken);

    /// <summary>All rows of each table, in any order.</summary>
    Task<IReadOnlyList<TableRows>> ReadRowsAsync(IReadOnlyList<ScratchTable> tables, CancellationToken cancellationToken);

    /// <summary>Runs each statement by itself, in effect at once. For each: null where it was accepted, else the engine's words.</summary>
    Task<IReadOnlyList<string?>> TryAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken);

    /// <summary>Deletes all rows of all tables, whatever triggers and foreign keys say. In effect at once.</summary>
    Task DeleteAllRowsAsync(CancellationToken cancellationToken);

    /// <summary>Keeps the present state aside, outside any transaction; one is kept, the last.</summary>
    Task KeepAsync(CancellationToken cancellationToken);

    /// <summary>Goes back to the state that was kept; an open transaction is lost.</summary>
    Task ReturnAsync(CancellationToken cancellationToken);

    /// <summary>Writes the present state to a file that <see cref="IScratchDriver.CreateAsync"/> can start from. Outside any transaction.</summary>
    Task SaveAsync(string file, CancellationToken cancellationToken);
}
