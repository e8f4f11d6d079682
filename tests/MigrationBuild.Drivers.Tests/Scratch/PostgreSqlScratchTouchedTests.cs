namespace MigrationBuild.Drivers.Tests.Scratch;

[TestClass]
public sealed class PostgreSqlScratchTouchedTests : PostgreSqlScratchTests
{
    private const string Setup = """
        CREATE TYPE mood AS ENUM ('sad', 'happy');
        CREATE TABLE a (id int PRIMARY KEY, x text);
        CREATE TABLE b (id int REFERENCES a ON DELETE CASCADE, x text);
        CREATE TABLE logged (x text);
        CREATE TABLE m (id int, mood mood);
        CREATE TABLE p (id int, x text) PARTITION BY LIST (id);
        CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
        CREATE TABLE p2 (id int, x text);
        CREATE TABLE quiet (x text);
        CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO logged VALUES (OLD.x); RETURN NULL; END';
        CREATE TRIGGER log AFTER UPDATE ON a FOR EACH ROW EXECUTE FUNCTION log();
        CREATE FUNCTION fill() RETURNS void LANGUAGE sql AS 'INSERT INTO b VALUES (2, ''f'')';
        INSERT INTO a VALUES (1, 'one'), (2, 'two');
        INSERT INTO b VALUES (1, 'one');
        INSERT INTO m VALUES (1, 'sad');
        INSERT INTO p VALUES (1, 'x');
        INSERT INTO quiet VALUES ('q');
        """;

    private static readonly (string Sql, string Touched)[] Changes =
    [
        ("SELECT * FROM a, b, quiet", ""),
        ("INSERT INTO quiet VALUES ('new')", "public.quiet"),
        ("UPDATE a SET x = 'y' WHERE id = 1", "public.a public.logged"),
        ("UPDATE quiet SET x = x WHERE false", ""),
        ("DELETE FROM a", "public.a public.b"),
        ("TRUNCATE quiet", "public.quiet"),
        ("TRUNCATE a CASCADE", "public.a public.b"),
        ("SELECT fill()", "public.b"),
        ("DO $$ BEGIN EXECUTE 'INSERT INTO ' || 'quiet VALUES (1)'; END $$", "public.quiet"),
        ("MERGE INTO quiet USING a ON false WHEN NOT MATCHED THEN INSERT VALUES ('m')", "public.quiet"),
        ("WITH gone AS (DELETE FROM b RETURNING x) INSERT INTO quiet SELECT x FROM gone", "public.b public.quiet"),
        ("INSERT INTO p VALUES (1, 'y')", "public.p"),
        ("TRUNCATE p1", "public.p"),
        ("ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2)", "public.p public.p2"),
        ("ALTER TABLE p DETACH PARTITION p1", "public.p public.p1"),
        ("CREATE TABLE made (x int)", "public.made"),
        ("CREATE TABLE made AS SELECT 1 AS x", "public.made"),
        ("DROP TABLE quiet", "public.quiet"),
        ("ALTER TABLE quiet RENAME TO loud", "public.loud public.quiet"),
        ("ALTER TABLE quiet RENAME COLUMN x TO y", "public.quiet"),
        ("ALTER TABLE quiet ADD COLUMN y int DEFAULT 5", "public.quiet"),
        ("ALTER TABLE quiet ADD COLUMN y int DEFAULT random() * 5", "public.quiet"),
        ("ALTER TABLE quiet DROP COLUMN x", "public.quiet"),
        ("ALTER TABLE quiet ALTER x TYPE varchar(1)", "public.quiet"),
        ("ALTER TYPE mood RENAME VALUE 'sad' TO 'low'", "public.m"),
        ("SAVEPOINT s; DELETE FROM quiet; ROLLBACK TO SAVEPOINT s", null!),
        ("INSERT INTO quiet VALUES ('a'); TRUNCATE quiet", "public.quiet"),
        ("CREATE VIEW v AS SELECT * FROM a; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", ""),
    ];

    [TestMethod]
    public async Task Tables_whose_rows_may_have_changed_are_named()
    {
        await using var scratch = await CreateAsync(Setup);
        Assert.IsNull(await scratch.ReadTouchedTablesAsync(Cancellation));
        foreach (var (sql, touched) in Changes)
        {
            var before = await AllRowsAsync(scratch);
            await scratch.Session.BeginAsync(Cancellation);
            await scratch.Session.ExecuteAsync(Script(sql), Cancellation);
            var found = (await scratch.ReadTouchedTablesAsync(Cancellation))!;
            if (touched is not null)
                Assert.AreEqual(touched, string.Join(" ", found.Order(StringComparer.Ordinal)), sql);
            var after = await AllRowsAsync(scratch);
            foreach (var name in before.Keys.Union(after.Keys).Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name)))
                Assert.Contains(name, found, sql);
            await scratch.Session.RollbackAsync();
            Assert.IsNull(await scratch.ReadTouchedTablesAsync(Cancellation));
        }
    }

    [TestMethod]
    public async Task What_was_written_before_the_transaction_is_not_named()
    {
        await using var scratch = await CreateAsync(Setup);
        await scratch.TryAsync(["INSERT INTO quiet VALUES ('r')", "INSERT INTO logged VALUES ('r')"], Cancellation);
        await scratch.Session.BeginAsync(Cancellation);
        Assert.IsEmpty((await scratch.ReadTouchedTablesAsync(Cancellation))!);
        await scratch.TryAsync(["INSERT INTO quiet VALUES ('r')"], Cancellation);
        Assert.AreEqual("public.quiet", (await scratch.ReadTouchedTablesAsync(Cancellation))!.Single());
        await scratch.Session.RollbackAsync();
    }

    private async Task<Dictionary<string, string>> AllRowsAsync(IScratchDatabase scratch)
    {
        var rows = new Dictionary<string, string>();
        foreach (var table in await scratch.ReadTablesAsync(Cancellation))
            rows.Add(table.Name, string.Join(",", table.Columns.Select(c => c.Name)) + await RowsAsync(scratch, table.Name));
        return rows;
    }
}
