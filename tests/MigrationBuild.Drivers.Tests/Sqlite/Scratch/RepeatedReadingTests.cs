namespace MigrationBuild.Drivers.Tests.Sqlite.Scratch;

/// <summary>Reading again what is known is compared with reading it for the first time.</summary>
[TestClass]
public sealed class RepeatedReadingTests : ScratchTests
{
    private static readonly string[] Names = ["a", "b", "\"C d\"", "é", "É"];

    [TestMethod]
    [DataRow(1), DataRow(2), DataRow(3), DataRow(4)]
    public async Task ItGivesTheSame(int seed)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        await using var scratch = await CreateAsync();
        for (var round = 0; round < 80; round++)
        {
            await ChangeAsync(scratch, random);
            var file = folder.File($"{round}");
            await scratch.SaveAsync(file, Cancellation);
            await using var anew = await Driver.CreateAsync(null, file, Cancellation);
            Assert.AreEqual((await anew.Session.ReadSchemaAsync(Cancellation)).CanonicalText, (await scratch.Session.ReadSchemaAsync(Cancellation)).CanonicalText);
            Assert.AreEqual(await DescribeAsync(anew), await DescribeAsync(scratch));
        }
    }

    [TestMethod]
    public async Task IndexOfTheSameTextOnAnotherTableIsAnotherIndex()
    {
        await using var scratch = await CreateAsync("CREATE TABLE t (x COLLATE NOCASE); CREATE INDEX i ON t (x);");
        Assert.AreEqual("on t (x collate NOCASE)", (await scratch.Session.ReadSchemaAsync(Cancellation)).Objects[0].Lines.Single());
        await RunAsync(scratch, "DROP TABLE t; CREATE TABLE t (x); CREATE INDEX i ON t (x);");
        Assert.AreEqual("on t (x)", (await scratch.Session.ReadSchemaAsync(Cancellation)).Objects[0].Lines.Single());
    }

    private async Task ChangeAsync(IScratchDatabase scratch, Random random)
    {
        await scratch.Session.BeginAsync(Cancellation);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            try
            {
                await scratch.Session.ExecuteAsync(Script(Statement(random)), Cancellation);
            }
            catch (ScriptException)
            {
                // What does not go in this state leaves it as it was.
            }
            await scratch.Session.ReadSchemaAsync(Cancellation);
            await scratch.ReadTablesAsync(Cancellation);
        }
        switch (random.Next(4))
        {
            case 0:
                await scratch.Session.RollbackAsync();
                break;
            case 1 when random.Next(2) == 0:
                await scratch.Session.CommitAsync(Cancellation);
                await scratch.KeepAsync(Cancellation);
                await scratch.Session.BeginAsync(Cancellation);
                await scratch.Session.ExecuteAsync(Script("CREATE TABLE gone (a);"), Cancellation);
                await scratch.Session.ReadSchemaAsync(Cancellation);
                await scratch.ReturnAsync(Cancellation);
                break;
            default:
                await scratch.Session.CommitAsync(Cancellation);
                break;
        }
    }

    private static string Statement(Random random)
    {
        var (one, other) = (Names[random.Next(Names.Length)], Names[random.Next(Names.Length)]);
        return random.Next(14) switch
        {
            0 or 1 => $"CREATE TABLE {one} (x {(random.Next(2) == 0 ? "TEXT COLLATE NOCASE" : "INTEGER PRIMARY KEY")}, y REFERENCES {other});",
            2 => $"DROP TABLE {one};",
            3 => $"ALTER TABLE {one} RENAME TO {other};",
            4 => $"ALTER TABLE {one} ADD COLUMN z{random.Next(3)} INT CHECK (z0 > {random.Next(9)});",
            5 => $"ALTER TABLE {one} DROP COLUMN z{random.Next(3)};",
            6 => $"ALTER TABLE {one} RENAME COLUMN x TO X;",
            7 or 8 => $"CREATE {(random.Next(2) == 0 ? "UNIQUE " : "")}INDEX i{random.Next(4)} ON {one} (x, y);",
            9 => $"DROP INDEX i{random.Next(4)};",
            10 => $"CREATE VIRTUAL TABLE {one} USING fts5(x);",
            11 => $"CREATE VIEW {one} AS SELECT x FROM {other};",
            12 => $"SAVEPOINT s; CREATE TABLE {one} (k PRIMARY KEY); ROLLBACK TO s; RELEASE s;",
            _ => $"CREATE TABLE {one}_content (x); INSERT OR ROLLBACK INTO {one}_content VALUES (1);",
        };
    }

    private async Task<string> DescribeAsync(IScratchDatabase scratch) => string.Join('\n', (await scratch.ReadTablesAsync(Cancellation)).Select(table =>
        $"{table.Name} ({string.Join(", ", table.Columns.Select(column => $"{column.Sql} {column.IsNullable} {column.IsAutomatic} {string.Join(' ', column.Values)}"))}) "
        + $"{string.Join(';', table.UniqueKeys.Select(key => string.Join(',', key)))} "
        + string.Join(';', table.ForeignKeys.Select(key => $"{string.Join(',', key.Columns)}>{key.Parent}({string.Join(',', key.ParentColumns)})"))));
}
