namespace MigrationBuild.Drivers.Tests;

public abstract partial class DriverConformance
{
    private const string People =
        """
        CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, note TEXT);
        INSERT INTO people (id, name, note) VALUES (1, 'Ann', 'x'), (2, 'Bob', NULL), (3, 'Zoë', ''), (4, 'Ann', 'x');
        """;

    /// <summary>Makes rows of `child` point to a parent 99 that is not there, as only something that goes round the engine can.</summary>
    protected abstract string MakeOrphans(params int[] children);

    [TestMethod]
    [DataRow("UPDATE people SET note = 'y' WHERE id = 4;", true)]
    [DataRow("UPDATE people SET note = '' WHERE id = 2;", true)]
    [DataRow("UPDATE people SET name = note, note = name WHERE id = 1;", true)]
    [DataRow("DELETE FROM people WHERE id = 4;", true)]
    [DataRow("INSERT INTO people (id, name, note) VALUES (5, 'Ann', 'x');", true)]
    [DataRow("ALTER TABLE people RENAME COLUMN note TO remark;", true)]
    [DataRow("ALTER TABLE people ADD COLUMN age INTEGER;", true)]
    [DataRow("CREATE TABLE kept AS SELECT * FROM people; DELETE FROM people; INSERT INTO people (id, name, note) SELECT id, name, note FROM kept ORDER BY id DESC;", false)]
    [DataRow("ALTER TABLE people RENAME TO kept; CREATE TABLE people (note TEXT, name TEXT, id INTEGER PRIMARY KEY); INSERT INTO people (id, name, note) SELECT id, name, note FROM kept;", false)]
    public async Task ChecksumOfATableIsOfEveryValueAndOfNoOrder(string change, bool differs)
    {
        await using var database = await OpenAsync();
        await RunAsync(database, People);
        foreach (var invariant in new[] { "checksum(people)", "checksum(people.*)", "checksum(people, sample 100)" })
        {
            var before = await database.ScalarAsync(invariant, Cancellation);
            await database.BeginAsync(Cancellation);
            await database.ExecuteAsync(Script(change), Cancellation);
            var after = await database.ScalarAsync(invariant, Cancellation);
            await database.RollbackAsync();
            Assert.StartsWith("4:", before);
            Assert.AreEqual(differs, before != after, $"{invariant}: {before}, {after}");
        }
    }

    [TestMethod]
    public async Task SampleLooksAtTheSameRowsBeforeAndAfter()
    {
        await using var database = await OpenAsync();
        var rows = string.Join(", ", Enumerable.Range(1, 500).Select(i => $"({i}, 'n{i}')"));
        await RunAsync(database, $"CREATE TABLE t (k INTEGER NOT NULL, v TEXT, w INTEGER, PRIMARY KEY (k)); INSERT INTO t (k, v) VALUES {rows};");
        var before = await SampleAsync("t", "t.v");
        Assert.StartsWith("20:", before[0]);
        Assert.AreNotEqual(before[0], before[1]);

        // Another place on the disk, another order, other values of another column.
        await RunAsync(database, "CREATE TABLE kept AS SELECT * FROM t; DELETE FROM t; INSERT INTO t (k, v) SELECT k, v FROM kept ORDER BY v DESC;");
        CollectionAssert.AreEqual(before, await SampleAsync("t", "t.v"));
        await RunAsync(database, "UPDATE t SET w = k;");
        var now = await SampleAsync("t", "t.v");
        Assert.AreNotEqual(before[0], now[0]);
        Assert.AreEqual(before[1], now[1]);

        // Every row is looked at in some sample: what changes a twenty-fifth of them changes about one row of it, what changes all of them does for sure.
        await RunAsync(database, "UPDATE t SET v = v || '!';");
        Assert.AreNotEqual(now[1], (await SampleAsync("t", "t.v"))[1]);

        async Task<string?[]> SampleAsync(params string[] what)
        {
            var values = new List<string?>();
            foreach (var name in what)
                values.Add(await database.ScalarAsync($"checksum({name}, sample 20)", Cancellation));
            return [.. values];
        }
    }

    [TestMethod]
    public async Task SampleNeedsAKeyToFindTheRowsAgain()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE t (v TEXT); CREATE VIEW seen AS SELECT v FROM t;");
        foreach (var name in new[] { "t", "t.v", "seen" })
        {
            var failure = await Assert.ThrowsAsync<EngineException>(() => database.ScalarAsync($"checksum({name}, sample 5)", Cancellation));
            Assert.Contains("has no primary key", failure.Message);
        }
        Assert.StartsWith("0:", await database.ScalarAsync("checksum(seen)", Cancellation));
    }

    [TestMethod]
    public async Task OrphansAreCountedByTableAndByColumn()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        foreach (var query in new[] { "orphans(child)", "orphans(child.parent_id)", "ORPHANS( Child . * )" })
            Assert.AreEqual("0", await database.ScalarAsync(query, Cancellation), query);
        await RunAsync(database, MakeOrphans(1, 3));
        foreach (var query in new[] { "orphans(child)", "orphans(child.parent_id)" })
            Assert.AreEqual("2", await database.ScalarAsync(query, Cancellation), query);

        foreach (var (query, why) in new[] { ("orphans(parent)", "has no foreign key"), ("orphans(child.id)", "has no foreign key with a column"), ("orphans(chidl)", "chidl") })
            Assert.Contains(why, (await Assert.ThrowsAsync<EngineException>(() => database.ScalarAsync(query, Cancellation), query)).Message);
        Assert.IsEmpty(await database.FindDamageAsync(readRows: false, Cancellation));
        var damage = (await database.FindDamageAsync(readRows: true, Cancellation)).Single();
        Assert.AreEqual(DamageKind.Orphans, damage.Kind);
        Assert.Contains("child: 2 rows point to missing", damage.What);
        Assert.Contains("parent", damage.What);
    }

    [TestMethod]
    public async Task DatabaseInOrderHasNoDamage()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild + "\nCREATE INDEX child_parent ON child (parent_id);");
        foreach (var query in new[] { "unvalidated()", "invalid_indexes()", " Invalid_Indexes ( ) " })
            Assert.AreEqual("0", await database.ScalarAsync(query, Cancellation), query);
        Assert.IsEmpty(await database.FindDamageAsync(readRows: true, Cancellation));
    }

    [TestMethod]
    [DataRow("a b"), DataRow("rows(x)"), DataRow("Odd\"Name"), DataRow("x; DROP TABLE people"), DataRow("a.b"), DataRow("--"), DataRow("]["), DataRow("`'"), DataRow("$1 :p @q"), DataRow("Ünï😀")]
    public async Task NamesWithAnythingInThemAreNames(string name)
    {
        var quoted = $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        await using var database = await OpenAsync();
        await RunAsync(database, $"{People} CREATE TABLE {quoted} ({quoted} INTEGER PRIMARY KEY, {quoted[..^1]}2\" INTEGER REFERENCES people (id)); INSERT INTO {quoted} VALUES (7, 1);");
        Assert.AreEqual("1", await database.ScalarAsync($"rows({quoted})", Cancellation));
        Assert.StartsWith("1:", await database.ScalarAsync($"checksum({quoted})", Cancellation));
        Assert.StartsWith("1:", await database.ScalarAsync($"checksum({quoted}.{quoted})", Cancellation));
        Assert.StartsWith("1:", await database.ScalarAsync($"checksum({quoted}.{quoted}, sample 3)", Cancellation));
        Assert.AreEqual("0", await database.ScalarAsync($"orphans({quoted}.{quoted[..^1]}2\")", Cancellation));
        Assert.AreEqual("4", await database.ScalarAsync("rows(people)", Cancellation));
    }

    [TestMethod]
    [DataRow("rows(people"), DataRow("rows(people) OR 1"), DataRow("rows()"), DataRow("checksum(people, sample 0)"), DataRow("checksum(people, 5)"), DataRow("orphans(people, sample 5)"), DataRow("unvalidated(people)"), DataRow("rows(people); DELETE FROM people")]
    public async Task InvariantThatIsNoneIsNotTakenForAQuery(string invariant)
    {
        await using var database = await OpenAsync();
        await RunAsync(database, People);
        Assert.Contains("; write ", (await Assert.ThrowsAsync<EngineException>(() => database.ScalarAsync(invariant, Cancellation))).Message);
        Assert.AreEqual("4", await database.ScalarAsync("rows(people)", Cancellation));
    }

    [TestMethod]
    public async Task QueryIsTimedWithoutChangingAnything()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, People);
        Assert.IsGreaterThan(TimeSpan.Zero, await database.TimeQueryAsync("SELECT * FROM people;", Long, Cancellation));
        foreach (var refused in new[] { "DELETE FROM people RETURNING id", "SELECT * FROM nowhere", "SELECT 1; SELECT 2", "", "DROP TABLE people" })
            await Assert.ThrowsAsync<EngineException>(() => database.TimeQueryAsync(refused, Long, Cancellation), refused);

        await database.BeginAsync(Cancellation);
        await database.ExecuteAsync(Script("DELETE FROM people WHERE id = 1;"), Cancellation);
        await database.TimeQueryAsync("SELECT * FROM people", Long, Cancellation);
        await Assert.ThrowsAsync<EngineException>(() => database.TimeQueryAsync("SELECT * FROM nowhere", Long, Cancellation));
        await database.ExecuteAsync(Script("DELETE FROM people WHERE id = 2;"), Cancellation);
        await database.CommitAsync(Cancellation);
        Assert.AreEqual("2", await database.ScalarAsync("rows(people)", Cancellation));
    }

    [TestMethod]
    public async Task TimedQueryStopsAtItsLimitAndWhenCancelled()
    {
        await using var database = await OpenAsync();
        await database.BeginAsync(Cancellation);
        var failure = await Assert.ThrowsAsync<EngineException>(() => database.TimeQueryAsync(EndlessStatement, Short, Cancellation));
        Assert.Contains("stopped after its time limit of 0.2 s", failure.Message);
        using var cancel = new CancellationTokenSource(Short);
        await Assert.ThrowsAsync<OperationCanceledException>(() => database.TimeQueryAsync(EndlessStatement, Long, cancel.Token));
        // The transaction is as it was.
        await database.ExecuteAsync(Script(People), Cancellation);
        await database.CommitAsync(Cancellation);
        Assert.AreEqual("4", await database.ScalarAsync("rows(people)", Cancellation));
    }

    [TestMethod]
    public async Task VerifyScriptThatWritesRunsOnASessionThatOnlyReads()
    {
        await using (var database = await OpenAsync())
            await RunAsync(database, People);
        var before = await CaptureAsync();
        await using (var reader = await OpenAsync(readOnly: true))
        {
            await reader.VerifyAsync(Script("INSERT INTO people (id, name) VALUES (9, 'Eve');\nSELECT count(*) = 5 FROM people;"), Cancellation);
            var failure = await Assert.ThrowsAsync<ScriptException>(() => reader.VerifyAsync(Script("DELETE FROM people;\nSELECT count(*) FROM people;"), Cancellation));
            Assert.AreEqual(ScriptFailure.CheckFailed, failure.Reason);
            Assert.AreEqual(2, failure.Line);
        }
        await AssertIsAsync(before);
    }
}
