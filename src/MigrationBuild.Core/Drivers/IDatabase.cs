using MigrationBuild.Deployment;
using MigrationBuild.Schemas;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers;

/// <summary>
/// One session on one database. Everything that a deployment does goes through it, on one connection.
/// Methods that talk to the engine throw <see cref="EngineException"/> for what the engine refuses.
/// </summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>Where this is, for people; never a secret.</summary>
    string DisplayName { get; }

    /// <summary>The database's own name, for the names of its snapshots: `shop.db`, `shop`.</summary>
    string Name { get; }

    /// <summary>The engine and its version, for people: `SQLite 3.35.5`.</summary>
    string EngineVersion { get; }

    /// <summary>Why no step can run outside a transaction in this session; null where one can.</summary>
    string? WhyTransactionalOnly => null;

    /// <summary>
    /// Whether a run needs a copy of the database to go back to. False where a rolled-back transaction takes everything with it and
    /// making a copy is no small matter.
    /// </summary>
    /// <param name="isTransactional">The whole run is one transaction.</param>
    bool NeedsSnapshot(bool isTransactional) => true;

    /// <summary>Shares transactional scripts out to as few transactions as can hold them; an estimate on the safe side.</summary>
    TransactionSplit Split(IReadOnlyList<MigrationScript> scripts) => TransactionSplit.None(scripts.Count);

    /// <summary>
    /// Keeps every other deployment out until disposed. Dies with this process, whatever ends it.
    /// </summary>
    /// <exception cref="Diagnostics.MigrationException">MB6005 (exit 5): somebody holds it; the message names who and since when.</exception>
    Task<IAsyncDisposable> LockAsync(TimeSpan timeout, string owner, CancellationToken cancellationToken);

    /// <summary>Whether there is nothing of a user in the database. The history table does not count.</summary>
    Task<bool> IsEmptyAsync(CancellationToken cancellationToken);

    /// <summary>All rows, oldest first; null where there is no history table. Any other trouble throws.</summary>
    Task<IReadOnlyList<HistoryRow>?> ReadHistoryAsync(CancellationToken cancellationToken);

    /// <summary>Adds one row, in the open transaction if there is one; makes the table if it is not there. The row's id is ignored.</summary>
    Task AppendHistoryAsync(HistoryRow row, CancellationToken cancellationToken);

    /// <summary>
    /// Starts a transaction in which nobody else can write. Scripts may rebuild tables in it: foreign keys are not
    /// enforced row by row but checked by <see cref="FindForeignKeyViolationsAsync"/>.
    /// </summary>
    Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Makes the transaction durable. An exception leaves it unknown whether it is: only the history tells.</summary>
    Task CommitAsync(CancellationToken cancellationToken);

    /// <summary>Takes the transaction back. Does nothing where there is none. Never cancelled.</summary>
    Task RollbackAsync();

    /// <summary>
    /// Runs a script, statement by statement. Inside the open transaction for a transactional one;
    /// outside any for one with `transaction none`. Ends with no transaction opened or closed by the script itself.
    /// </summary>
    /// <exception cref="ScriptException">A statement failed; says where in the file.</exception>
    Task ExecuteAsync(MigrationScript script, CancellationToken cancellationToken);

    /// <summary>
    /// Takes away what a script outside a transaction has left halfway, where the engine tells for sure what that is; outside a transaction.
    /// </summary>
    /// <returns>What was taken away, for people; null where there was nothing.</returns>
    Task<string?> CleanUpAsync(MigrationScript script, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>
    /// Runs a verify script and takes back whatever it changed. It fails where a statement fails, or gives a row whose only
    /// column is 0, false or NULL. Inside a transaction it leaves that transaction as it was.
    /// </summary>
    /// <exception cref="ScriptException">It failed; says where in the file.</exception>
    Task VerifyAsync(MigrationScript script, CancellationToken cancellationToken);

    /// <summary>
    /// The first column of the first row of a query as text; null for NULL or no row. An invariant (<see cref="Scripts.Invariants.Invariant"/>)
    /// works on every engine; its values are not to be compared between engines. Changes nothing.
    /// </summary>
    Task<string?> ScalarAsync(string query, CancellationToken cancellationToken);

    /// <summary>Lines that name rows whose foreign key points nowhere: all of them, in a stable order; empty where all is well.</summary>
    Task<IReadOnlyList<string>> FindForeignKeyViolationsAsync(CancellationToken cancellationToken);

    /// <summary>What is wrong in the database as this session sees it, in a stable order; empty where all is well.</summary>
    /// <param name="readRows">Read all rows as well, for what only they tell: orphans, and indexes of an engine that keeps no account of them.</param>
    Task<IReadOnlyList<Damage>> FindDamageAsync(bool readRows, CancellationToken cancellationToken);

    /// <summary>Runs one query, reads all its rows, changes nothing, and tells how long that took. Leaves an open transaction as it was.</summary>
    /// <exception cref="EngineException">The engine refused it, it does not only read, or it took longer than the limit.</exception>
    Task<TimeSpan> TimeQueryAsync(string query, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>The user's schema, without the history table.</summary>
    Task<Schema> ReadSchemaAsync(CancellationToken cancellationToken);

    /// <summary>
    /// A schema read here and the one that the same scripts made on another machine, without what is the business of a server's administrator and
    /// not of scripts. Both in the form in which any difference that is left is one that somebody made.
    /// </summary>
    Task<(Schema Expected, Schema Actual)> MakeComparableAsync(Schema expected, Schema actual, CancellationToken cancellationToken) =>
        Task.FromResult((expected, actual));

    /// <summary>Schema fingerprint and number of rows a table, without the history table: two equal states are taken as "as before".</summary>
    Task<DatabaseState> ReadStateAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Something that changes when another session has committed a change since; compared for equality only.
    /// What this session itself commits does not change it.
    /// </summary>
    Task<string> ReadForeignChangeMarkAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes a restorable copy of the database, as this session's open or a new read transaction sees it before its changes, to a new file,
    /// flushes it to the disk and proves it readable and complete. Leaves no file behind when it fails.
    /// </summary>
    /// <exception cref="IOException">The file system refused, or the copy is not what it should be.</exception>
    Task WriteSnapshotAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what the file of a snapshot stands for besides itself (a second database), because nobody will need it: it was not finished. To be called
    /// before the file is deleted.
    /// </summary>
    /// <returns>False where that is for another database to do, or cannot be done now: the file has to stay.</returns>
    Task<bool> DiscardSnapshotAsync(string file, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>The state kept in a snapshot file, or null where this engine's snapshots cannot be read without restoring them.</summary>
    Task<DatabaseState?> ReadSnapshotStateAsync(string file, CancellationToken cancellationToken);

    /// <summary>Puts the database back to the snapshot's content, all or nothing, and makes it durable. The snapshot file stays.</summary>
    /// <exception cref="EngineException">
    /// The database is as it was, unless the trouble is <see cref="EngineTrouble.AfterRestore"/> or <see cref="EngineTrouble.Unknown"/>.
    /// </exception>
    /// <exception cref="IOException">It is not known whether it was restored; one or the other holds, as a whole.</exception>
    Task RestoreSnapshotAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken);

    /// <summary>The same, unless another session has committed something since the mark was read.</summary>
    /// <exception cref="EngineException">Busy: another session has; the database is as that left it.</exception>
    Task RestoreSnapshotUnlessChangedAsync(string file, string mark, IProgress<double>? progress, CancellationToken cancellationToken);

    /// <summary>
    /// What a person runs in a shell to put the database back to the snapshot file without this tool, in order; for the case that the tool cannot.
    /// Nothing in it is a secret.
    /// </summary>
    IReadOnlyList<string> RestoreByHand(string file);

    /// <summary>Who holds the deployment lock now, for people; null where nobody does. Takes nothing.</summary>
    Task<string?> FindLockHolderAsync(CancellationToken cancellationToken);

    /// <summary>How large these tables are, by name, without reading them; those that are not there are left out.</summary>
    /// <param name="tables">As the schema's objects of kind `table` are named.</param>
    Task<IReadOnlyDictionary<string, TableSize>> EstimateSizesAsync(IReadOnlyCollection<string> tables, CancellationToken cancellationToken);

    /// <summary>Bytes that a snapshot will take, roughly; for the check of free space.</summary>
    Task<long> EstimateSnapshotSizeAsync(CancellationToken cancellationToken);
}
