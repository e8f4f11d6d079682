using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests.Scratch;

/// <summary>What the scratch databases of every driver must do. A driver runs it by deriving from it.</summary>
public abstract partial class ScratchConformance
{
    public TestContext TestContext { get; set; } = null!;

    protected CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    /// <summary>A place of this test alone, gone after it.</summary>
    protected TempFolder Folder { get; } = new();

    protected abstract IScratchDriver Driver { get; }

    /// <summary>A script that makes two tables, `parent` and `child`, with 3 rows each, and `child.parent_id` a foreign key that cascades.</summary>
    protected abstract string ParentAndChild { get; }

    /// <summary>Makes a trigger that forbids to delete from `parent`, and one that adds a row to `log` for each insert into `parent`; `log` has the column `a`.</summary>
    protected abstract string Triggers { get; }

    /// <summary>Makes a trigger that adds a row to `log` for each insert into `watched`; both have the column `a`.</summary>
    protected abstract string TriggerOnWatched { get; }

    /// <summary>Types of columns that values must be known for.</summary>
    protected abstract IReadOnlyList<string> Types { get; }

    /// <summary>A statement that needs what this machine does not have and a server may have.</summary>
    protected abstract string MissingHere { get; }

    /// <summary>Scripts that reach something outside, and where: line and column in a file in which the script starts on line 5.</summary>
    protected abstract IReadOnlyList<(string Text, int Line, int Column)> WaysOut { get; }

    /// <summary>A table's name as <see cref="ScratchTable.Name"/> has it.</summary>
    protected virtual string NameOf(string table) => table;

    [TestCleanup]
    public void RemoveFolder() => Folder.Dispose();

    protected Task<IScratchDatabase> CreateAsync(string? state = null) => Driver.CreateAsync(null, state, Cancellation);

    protected static MigrationScript Script(string text, int firstLine = 1, bool transactional = true) => new()
    {
        File = "Migrations/0001_test.up.sql",
        FirstLine = firstLine,
        Text = text,
        Hash = TextHash.Of(text),
        Transactional = transactional,
    };

    /// <summary>A scratch database on which this ran and was committed.</summary>
    protected async Task<IScratchDatabase> CreateWithAsync(string sql)
    {
        var scratch = await CreateAsync();
        await RunAsync(scratch, sql);
        return scratch;
    }

    protected async Task RunAsync(IScratchDatabase scratch, string sql)
    {
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script(sql), Cancellation);
        await scratch.Session.CommitAsync(Cancellation);
    }

    protected async Task<ScratchTable> TableAsync(IScratchDatabase scratch, string name) =>
        (await scratch.ReadTablesAsync(Cancellation)).Single(table => table.Name == NameOf(name));

    /// <summary>The rows of a table, each as one text, sorted.</summary>
    protected async Task<string[]> RowsAsync(IScratchDatabase scratch, string name)
    {
        var rows = await scratch.ReadRowsAsync(await TableAsync(scratch, name), Cancellation);
        return [.. rows.Rows.Select(row => string.Join(" | ", row)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Schema and rows, as one text.</summary>
    protected async Task<string> DigestAsync(IScratchDatabase scratch)
    {
        var text = new System.Text.StringBuilder((await scratch.Session.ReadSchemaAsync(Cancellation)).CanonicalText);
        foreach (var table in await scratch.ReadTablesAsync(Cancellation))
            text.Append(table.Name).Append('\n').AppendJoin('\n', (await scratch.ReadRowsAsync(table, Cancellation)).Rows.Select(row => string.Join(" | ", row)).Order(StringComparer.Ordinal)).Append('\n');
        return text.ToString();
    }

    protected async Task TryAllAsync(IScratchDatabase scratch, params string[] statements)
    {
        foreach (var refusal in await scratch.TryAsync(statements, Cancellation))
            Assert.IsNull(refusal);
    }
}
