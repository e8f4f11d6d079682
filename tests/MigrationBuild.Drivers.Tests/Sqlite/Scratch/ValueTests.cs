namespace MigrationBuild.Drivers.Tests.Sqlite.Scratch;

/// <summary>Values that a table's checks accept. The column under test is `x` of the table `t`.</summary>
[TestClass]
public sealed class ValueTests : ScratchTests
{
    [TestMethod]
    [DataRow("x TEXT CHECK (x IN ('new', 'it''s paid', \"old\"))", 3, false)]
    [DataRow("x INTEGER CHECK (x BETWEEN 1 AND 5)", 3, false)]
    [DataRow("x INTEGER CHECK (x >= 1000)", 2, true)]
    [DataRow("x INT CHECK (x < -5)", 2, true)]
    [DataRow("x REAL CHECK (x > 0 AND x <= 100)", 2, true)]
    [DataRow("x DECIMAL(5,2) CHECK (x > 0.01)", 2, true)]
    [DataRow("x TEXT CHECK (length(x) = 3)", 2, true)]
    [DataRow("x VARCHAR(3) CHECK (length(x) <= 3)", 3, true)]
    [DataRow("x CHAR(2) CHECK (x GLOB '[A-Z][A-Z]')", 1, true)]
    [DataRow("x TEXT CHECK (length(x) = 2 AND x = upper(x) AND x NOT GLOB '*[^A-Z]*')", 1, true)]
    [DataRow("x TEXT CHECK (x NOT GLOB '*[^0-9]*')", 2, true)]
    [DataRow("x TEXT CHECK (x LIKE '%_@_%')", 1, true)]
    [DataRow("x TEXT CHECK (x LIKE 'http://%' OR x LIKE 'https://%')", 2, true)]
    [DataRow("x TEXT CHECK (json_valid(x))", 4, true)]
    [DataRow("x TEXT CHECK (json_valid(x) AND json_type(x) = 'array')", 1, false)]
    [DataRow("x TEXT CHECK (date(x) IS NOT NULL AND x = date(x))", 2, false)]
    [DataRow("x CHECK (typeof(x) = 'blob')", 1, false)]
    [DataRow("x BLOB CHECK (length(x) = 16)", 1, true)]
    [DataRow("x TEXT CHECK (substr(x, 1, 1) = '#')", 1, true)]
    [DataRow("x BOOLEAN CHECK (x IN (0, 1))", 2, false)]
    [DataRow("x INTEGER CHECK (x % 10 = 0)", 1, true)]
    [DataRow("a INTEGER, x INTEGER CHECK (t.x > 7)", 2, true)]
    [DataRow("x TEXT COLLATE NOCASE, CONSTRAINT c CHECK (\"X\" <> ''), CHECK (trim(x) = x)", 5, true)]
    public async Task ChecksAreMet(string columns, int atLeast, bool hasSeries)
    {
        await using var scratch = await CreateAsync($"CREATE TABLE t ({columns});");
        var column = await ColumnAsync(scratch, "x");

        var accepted = await CountAcceptedAsync(scratch, column, column.Values);

        Assert.AreEqual(column.Values.Count, accepted, "a value is given that the check refuses: " + string.Join(' ', column.Values));
        Assert.IsGreaterThanOrEqualTo(atLeast, accepted);
        Assert.AreEqual(hasSeries, column.Distinct is not null);
        if (column.Distinct is not { } distinct)
            return;
        await scratch.DeleteAllRowsAsync(Cancellation);
        await RunAsync(scratch, "CREATE UNIQUE INDEX i ON t (x);");
        Assert.IsGreaterThan(20, await CountAcceptedAsync(scratch, column, Enumerable.Range(0, 30).Select(distinct)));
    }

    [TestMethod]
    public async Task ConstantsOfAChecksColumnsComeFirst()
    {
        await using var scratch = await CreateAsync("CREATE TABLE t (x TEXT, y INTEGER, z TEXT, CHECK (x <> 'special' OR y = 77));");
        CollectionAssert.IsSubsetOf(new[] { "'special'", "77" }, (await ColumnAsync(scratch, "x")).Values.ToArray());
        Assert.Contains("'special'", (await ColumnAsync(scratch, "x")).Values[0]);
        Assert.DoesNotContain("'special'", (await ColumnAsync(scratch, "z")).Values);
    }

    [TestMethod]
    public async Task CheckWithAFunctionOfTheApplicationRefusesNothingHere()
    {
        await using var scratch = await CreateAsync("CREATE TABLE t (x TEXT); PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = 'CREATE TABLE t (x TEXT CHECK (mine(x) = ''k''))' WHERE name = 't';");
        var column = await ColumnAsync(scratch, "x");
        Assert.AreEqual("'k'", column.Values[0]);
        Assert.IsNotNull(column.Distinct);
    }

    [TestMethod]
    public async Task TextsKeepToTheLengthOfTheirType()
    {
        await using var scratch = await CreateAsync("CREATE TABLE t (x VARCHAR(4));");
        foreach (var value in (await ColumnAsync(scratch, "x")).Values)
            Assert.AreEqual("1", await scratch.Session.ScalarAsync($"SELECT length({value}) <= 4", Cancellation), value);
        Assert.AreEqual("4", await scratch.Session.ScalarAsync($"SELECT max(column1) FROM (VALUES {string.Join(", ", (await ColumnAsync(scratch, "x")).Values.Select(value => $"(length({value}))"))})", Cancellation));
    }
}
