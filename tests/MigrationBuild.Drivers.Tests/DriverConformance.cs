using MigrationBuild.Deployment;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests;

/// <summary>What every driver must do. A driver runs it by deriving from it and saying how its engine is reached.</summary>
public abstract partial class DriverConformance
{
    protected static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    protected static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    public TestContext TestContext { get; set; } = null!;

    protected CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    /// <summary>A place of this test alone, gone after it.</summary>
    protected TempFolder Folder { get; } = new();

    protected abstract IDriver Driver { get; }

    /// <summary>Leads to a database of this test alone. Always the same within one test.</summary>
    protected abstract string ConnectionString { get; }

    /// <summary>A statement that runs for minutes.</summary>
    protected abstract string EndlessStatement { get; }

    /// <summary>A script that makes two tables, `parent` and `child`, with 3 rows each, and `child.parent_id` a foreign key that cascades.</summary>
    protected abstract string ParentAndChild { get; }

    /// <summary>Scripts that fail, and where: line and column in a file in which the script starts on the given line.</summary>
    protected abstract IReadOnlyList<(string Text, int FirstLine, int Line, int Column)> FailingScripts { get; }

    /// <summary>A transaction keeps every other writer of the database out; else only those who touch the same.</summary>
    protected virtual bool TransactionsExcludeWriters => true;

    /// <summary>Foreign keys hold at every moment, also while a script rebuilds a table; else they are checked at the end.</summary>
    protected virtual bool ForeignKeysAlwaysHold => false;

    /// <summary>A text with everything in it that the engine can keep.</summary>
    protected virtual string OddText => "quote ' \" line\nbreak 😀 \0 \\ end";

    /// <summary>How exactly the history keeps a time.</summary>
    protected virtual TimeSpan TimePrecision => TimeSpan.FromTicks(1);

    /// <summary>Whether a change by another session can be told from one that was not to this database.</summary>
    protected virtual bool ForeignChangesAreExact => true;

    /// <summary>A digest of every value of every table, with its type.</summary>
    protected abstract string DigestRows();

    [TestCleanup]
    public void RemoveFolder() => Folder.Dispose();

    protected Task<IDatabase> OpenAsync(bool readOnly = false, TimeSpan? lockTimeout = null) =>
        Driver.OpenAsync(new ConnectionRequest(ConnectionString, readOnly, lockTimeout ?? Long), Cancellation);

    protected static MigrationScript Script(string text, int firstLine = 1, bool transactional = true, TimeSpan? timeout = null) => new()
    {
        File = "Migrations/0001_test.up.sql",
        FirstLine = firstLine,
        Text = text,
        Hash = TextHash.Of(text),
        Transactional = transactional,
        Timeout = timeout,
    };

    protected static HistoryRow Row(string name = "add_orders") => new()
    {
        RunId = "0123456789abcdef0123456789abcdef",
        Action = HistoryAction.Up,
        Version = "0001",
        Name = name,
        BundleDigest = "b",
        ToolVersion = "0.1.0",
        At = new DateTimeOffset(2026, 11, 20, 10, 11, 12, TimeSpan.Zero),
        By = "me@here",
    };

    /// <summary>Runs and commits.</summary>
    protected async Task RunAsync(IDatabase database, string sql)
    {
        await database.BeginAsync(Cancellation);
        await database.ExecuteAsync(Script(sql), Cancellation);
        await database.CommitAsync(Cancellation);
    }

    protected async Task<ScriptException> FailAsync(IDatabase database, MigrationScript script)
    {
        await database.BeginAsync(Cancellation);
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => database.ExecuteAsync(script, Cancellation));
        await database.RollbackAsync();
        return failure;
    }
}
