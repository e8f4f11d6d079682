namespace MigrationBuild.Drivers.Tests.Scratch;

/// <summary>What each statement locks, writes anew and reads from end to end; the facts were measured with psql on PostgreSQL 15.</summary>
[TestClass]
public sealed class PostgreSqlScratchObservationTests : PostgreSqlScratchTests
{
    private const string Setup = """
        CREATE TYPE mood AS ENUM ('sad', 'happy');
        CREATE DOMAIN d AS int;
        CREATE SCHEMA other;
        CREATE TABLE r (id int PRIMARY KEY);
        CREATE TABLE t (
            id int PRIMARY KEY, a int, x varchar(20), y text, n numeric(10,2), at timestamp, r int CONSTRAINT t_r REFERENCES r,
            CONSTRAINT positive CHECK (a > 0));
        CREATE INDEX t_a ON t (a);
        CREATE UNIQUE INDEX t_u ON t (x);
        CREATE VIEW v AS SELECT id FROM t;
        CREATE MATERIALIZED VIEW mv AS SELECT id FROM t;
        CREATE UNIQUE INDEX mv_i ON mv (id);
        CREATE TABLE td (c d);
        CREATE TABLE p (id int) PARTITION BY RANGE (id);
        CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
        CREATE TABLE p2 (id int);
        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER tg AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
        ALTER TABLE t DISABLE TRIGGER tg;
        INSERT INTO r VALUES (1), (2);
        INSERT INTO t SELECT i, i, 'x' || i, 'y', i, now(), 1 + i % 2 FROM generate_series(1, 20) i;
        INSERT INTO td VALUES (1);
        INSERT INTO p2 VALUES (11);
        INSERT INTO p VALUES (1);
        ALTER TABLE t ADD CONSTRAINT later CHECK (a < 1000) NOT VALID;
        ALTER TABLE t ADD CONSTRAINT later_r FOREIGN KEY (a) REFERENCES r NOT VALID;
        UPDATE t SET a = 1 + id % 2;
        """;

    private const string AnewAll = "t t_a t_pkey t_u";

    private static readonly (string Sql, string Locks, string Rewritten, string Scanned)[] Facts =
    [
        ("ALTER TABLE t ADD z int", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t ADD z int NOT NULL DEFAULT 5", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t ADD z timestamptz DEFAULT now()", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t ADD z float8 DEFAULT random()", "t:AccessExclusive t_a:AccessExclusive", AnewAll, "t"),
        ("ALTER TABLE t ADD z serial", "t:AccessExclusive t_a:AccessExclusive", AnewAll, "t"),
        ("ALTER TABLE t ADD z int GENERATED ALWAYS AS IDENTITY", "t:AccessExclusive t_a:AccessExclusive", AnewAll, "t"),
        ("ALTER TABLE t ADD z int GENERATED ALWAYS AS (a * 2) STORED", "t:AccessExclusive t_a:AccessExclusive", AnewAll, "t"),
        ("ALTER TABLE t ADD z int REFERENCES r", "r:ShareRowExclusive t:AccessExclusive", "", ""),
        ("ALTER TABLE t ADD z int UNIQUE", "t:AccessExclusive", "", "t"),
        ("ALTER TABLE t DROP y", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t DROP id CASCADE", "mv:AccessExclusive t:AccessExclusive v:AccessExclusive", "", ""),
        ("ALTER TABLE t RENAME y TO z", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t RENAME TO s", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t SET SCHEMA other", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t ALTER x TYPE varchar(50)", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t ALTER x TYPE text", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t ALTER x TYPE varchar(10)", "t:AccessExclusive t_a:AccessExclusive", "t t_a t_pkey", "t"),
        ("ALTER TABLE t ALTER y TYPE varchar(50)", "t:AccessExclusive t_a:AccessExclusive", AnewAll, "t"),
        ("ALTER TABLE t ALTER n TYPE numeric(12,2)", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t ALTER n TYPE numeric(12,3)", "t:AccessExclusive t_a:AccessExclusive", AnewAll, "t"),
        ("SET LOCAL TimeZone = 'UTC'; ALTER TABLE t ALTER at TYPE timestamptz", "t:AccessExclusive", "", ""),
        ("SET LOCAL TimeZone = 'Europe/Oslo'; ALTER TABLE t ALTER at TYPE timestamptz", "t:AccessExclusive t_a:AccessExclusive", AnewAll, "t"),
        ("ALTER TABLE t ALTER y SET NOT NULL", "t:AccessExclusive", "", "t"),
        ("ALTER TABLE t ALTER y SET DEFAULT 'z'", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t ADD CHECK (a < 100)", "t:AccessExclusive", "", "t"),
        ("ALTER TABLE t ADD CHECK (a < 100) NOT VALID", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t VALIDATE CONSTRAINT later", "t:ShareUpdateExclusive", "", "t"),
        ("ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r", "r:ShareRowExclusive t:ShareRowExclusive", "", "r t"),
        ("ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r NOT VALID", "r:ShareRowExclusive t:ShareRowExclusive", "", ""),
        ("ALTER TABLE t VALIDATE CONSTRAINT later_r", "r:RowShare t:ShareUpdateExclusive", "", "r t"),
        ("ALTER TABLE t ADD UNIQUE (n)", "t:AccessExclusive", "", "t"),
        ("ALTER TABLE t ADD UNIQUE USING INDEX t_u", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t DROP CONSTRAINT positive", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t DROP CONSTRAINT t_r", "r:AccessExclusive t:AccessExclusive", "", ""),
        ("CREATE INDEX ON t (y)", "t:Share", "", "t"),
        ("DROP INDEX t_a", "t:AccessExclusive t_a:AccessExclusive", "", ""),
        ("REINDEX INDEX t_a", "t:Share t_a:AccessExclusive", "t_a", "t"),
        ("CLUSTER t USING t_a", "t:AccessExclusive t_a:AccessExclusive", AnewAll, "t"),
        ("TRUNCATE t", "t:AccessExclusive t_a:AccessExclusive", AnewAll, ""),
        ("DROP TABLE t CASCADE", "mv:AccessExclusive r:AccessExclusive t:AccessExclusive t_a:AccessExclusive v:AccessExclusive", "", ""),
        ("CREATE TRIGGER tg2 AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()", "t:ShareRowExclusive", "", ""),
        ("DROP TRIGGER tg ON t", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t ENABLE TRIGGER tg", "t:ShareRowExclusive", "", ""),
        ("ALTER TABLE t ENABLE ROW LEVEL SECURITY", "t:AccessExclusive", "", ""),
        ("CREATE POLICY pol ON t", "t:AccessExclusive", "", ""),
        ("ALTER TABLE t SET UNLOGGED", "t:AccessExclusive t_a:AccessExclusive", AnewAll, "t"),
        ("ALTER TABLE t SET (fillfactor = 50)", "t:ShareUpdateExclusive", "", ""),
        ("ALTER TABLE t ALTER a SET STATISTICS 50", "t:ShareUpdateExclusive", "", ""),
        ("ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (10) TO (20)", "p:ShareUpdateExclusive p2:AccessExclusive", "", "p2"),
        ("ALTER TABLE p DETACH PARTITION p1", "p:AccessExclusive p1:AccessExclusive", "", ""),
        ("REFRESH MATERIALIZED VIEW mv", "mv:AccessExclusive", "mv mv_i", "mv t"),
        ("ALTER TYPE mood ADD VALUE 'new'", "", "", ""),
        ("ALTER TYPE mood RENAME VALUE 'sad' TO 'low'", "", "", ""),
        ("ALTER DOMAIN d ADD CHECK (VALUE > 0)", "td:Share", "", "td"),
        ("ALTER DOMAIN d ADD CHECK (VALUE > 0) NOT VALID", "", "", ""),
        ("ALTER TABLE t REPLICA IDENTITY FULL", "t:AccessExclusive", "", ""),
        ("COMMENT ON TABLE t IS 'c'", "t:ShareUpdateExclusive", "", ""),
        ("GRANT SELECT ON t TO PUBLIC", "", "", ""),
        ("LOCK TABLE t", "t:AccessExclusive", "", ""),
        ("UPDATE t SET a = a", "t:RowExclusive t_a:RowExclusive", "", "t"),
        ("DELETE FROM t", "t:RowExclusive t_a:RowExclusive", "", "t"),
        ("CREATE OR REPLACE VIEW v AS SELECT id, a FROM t", "v:AccessExclusive", "", ""),
        ("CREATE STATISTICS s ON a, n FROM t", "t:ShareUpdateExclusive", "", ""),
    ];

    [TestMethod]
    public async Task Locks_new_files_and_scans_are_those_that_were_measured()
    {
        await using var scratch = await CreateAsync(Setup);
        var wrong = new List<string>();
        foreach (var (sql, locks, rewritten, scanned) in Facts)
        {
            await scratch.Session.BeginAsync(Cancellation);
            var seen = (await scratch.ExecuteObservedAsync(Script(sql), Cancellation))[^1];
            await scratch.Session.RollbackAsync();
            // Which further indexes are locked was not measured.
            var lockText = string.Join(" ", seen.Locks.Where(l => Short(l.Relation) is not ("mv_i" or "t_u" or "t_pkey" or "r_pkey")).Select(l => $"{Short(l.Relation)}:{l.Mode}"));
            var expected = $"{locks} | {rewritten} | {scanned}";
            var found = $"{lockText} | {string.Join(" ", seen.Rewritten.Select(Short))} | {string.Join(" ", seen.Scanned.Select(Short))}";
            if (expected != found)
                wrong.Add($"{sql}\n  expected {expected}\n  found    {found}");
        }
        Assert.IsEmpty(wrong, string.Join("\n", wrong));
    }

    [TestMethod]
    public async Task Each_statement_tells_only_what_is_new_with_it()
    {
        await using var scratch = await CreateAsync(Setup);
        await scratch.Session.BeginAsync(Cancellation);
        var script = Script("""
            UPDATE t SET y = 'z'
                WHERE id < 4;
            -- a remark
            ALTER TABLE t ADD z int DEFAULT random() * 5;  INSERT INTO r VALUES (3), (4);
            UPDATE t SET y = 'w';
            CREATE TABLE made (a int); INSERT INTO made VALUES (1);
            SELECT a_long_name_of_a_column, another_long_name_of_a_column FROM (SELECT 1 AS a_long_name_of_a_column, 2 AS another_long_name_of_a_column) AS q;
            """) with { FirstLine = 10 };
        var seen = await scratch.ExecuteObservedAsync(script, Cancellation);
        Assert.AreEqual("10,1 13,1 13,48 14,1 15,1 15,28 16,1", string.Join(" ", seen.Select(s => $"{s.Line},{s.Column}")));
        Assert.AreEqual("UPDATE t SET y = 'z' WHERE id < 4;", seen[0].Statement);
        Assert.IsLessThanOrEqualTo(81, seen[6].Statement.Length);
        Assert.EndsWith("…", seen[6].Statement);
        Assert.AreEqual("3 0 2 20 0 0 0", string.Join(" ", seen.Select(s => s.RowsChanged)));
        Assert.AreEqual("RowExclusive", seen[0].Locks.Single(l => l.Relation == "public.t").Mode);
        Assert.AreEqual("AccessExclusive", seen[1].Locks.Single(l => l.Relation == "public.t").Mode);
        Assert.IsFalse(seen[3].Locks.Any(l => l.Relation.StartsWith("public.t", StringComparison.Ordinal)), string.Join(" ", seen[3].Locks));
        Assert.IsEmpty(seen[3].Rewritten);
        Assert.IsEmpty(seen[4].Locks);
        Assert.IsEmpty(seen[5].Locks);
        await scratch.Session.RollbackAsync();
    }

    [TestMethod]
    public async Task A_statement_that_fails_is_located_as_without_being_watched()
    {
        await using var scratch = await CreateAsync(Setup);
        await scratch.Session.BeginAsync(Cancellation);
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => scratch.ExecuteObservedAsync(Script("SELECT 1;\n  SELECT nothing\n FROM t;"), Cancellation));
        Assert.AreEqual((2, 10, "42703"), (failure.Line, failure.Column, failure.Code));
        await scratch.Session.RollbackAsync();
    }

    [TestMethod]
    public async Task Outside_a_transaction_new_files_are_seen_and_statements_are_run_alone()
    {
        await using var scratch = await CreateAsync(Setup);
        var seen = await scratch.ExecuteObservedAsync(Script("CREATE INDEX CONCURRENTLY made ON t (y); REINDEX INDEX CONCURRENTLY t_a; VACUUM FULL r", transactional: false), Cancellation);
        Assert.HasCount(3, seen);
        Assert.AreEqual("public.r public.r_pkey", string.Join(" ", seen[2].Rewritten));
        Assert.IsTrue(seen.All(s => s.Locks.Count == 0));
    }

    [TestMethod]
    public async Task The_table_of_the_history_is_no_part_of_it()
    {
        await using var scratch = await CreateAsync("CREATE TABLE migration_history (id int PRIMARY KEY)");
        await scratch.Session.BeginAsync(Cancellation);
        var seen = await scratch.ExecuteObservedAsync(Script("INSERT INTO migration_history VALUES (1)"), Cancellation);
        Assert.IsEmpty(seen[0].Locks);
        Assert.AreEqual(0, seen[0].RowsChanged);
        Assert.IsEmpty(await scratch.ReadTablesAsync(Cancellation));
        await scratch.Session.RollbackAsync();
    }

    private static string Short(string relation) => relation[(relation.IndexOf('.') + 1)..];
}
