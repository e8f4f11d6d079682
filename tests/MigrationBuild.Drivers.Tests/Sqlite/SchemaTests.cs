using MigrationBuild.Schemas;

namespace MigrationBuild.Drivers.Tests.Sqlite;

[TestClass]
public sealed class SchemaTests : SqliteTests
{
    [TestMethod]
    [DataRow("CREATE TABLE t (a INTEGER)", "CREATE TABLE t (a TEXT)", DisplayName = "type")]
    [DataRow("CREATE TABLE t (a INT)", "CREATE TABLE t (b INT)", DisplayName = "column name")]
    [DataRow("CREATE TABLE t (a INT, b INT)", "CREATE TABLE t (b INT, a INT)", DisplayName = "column order")]
    [DataRow("CREATE TABLE t (a INT)", "CREATE TABLE t (a INT NOT NULL)", DisplayName = "not null")]
    [DataRow("CREATE TABLE t (a INT NOT NULL)", "CREATE TABLE t (a INT NOT NULL ON CONFLICT REPLACE)", DisplayName = "conflict clause")]
    [DataRow("CREATE TABLE t (a INT DEFAULT 1)", "CREATE TABLE t (a INT DEFAULT 2)", DisplayName = "default")]
    [DataRow("CREATE TABLE t (a INT DEFAULT 1)", "CREATE TABLE t (a INT)", DisplayName = "no default")]
    [DataRow("CREATE TABLE t (a DEFAULT 'x')", "CREATE TABLE t (a DEFAULT 'X')", DisplayName = "case of a literal")]
    [DataRow("CREATE TABLE t (a TEXT)", "CREATE TABLE t (a TEXT COLLATE NOCASE)", DisplayName = "collation")]
    [DataRow("CREATE TABLE t (a INT CHECK (a > 0))", "CREATE TABLE t (a INT CHECK (a >= 0))", DisplayName = "check")]
    [DataRow("CREATE TABLE t (a INT, CHECK (a > 0))", "CREATE TABLE t (a INT, CONSTRAINT positive CHECK (a > 0))", DisplayName = "constraint name")]
    [DataRow("CREATE TABLE t (a INT PRIMARY KEY)", "CREATE TABLE t (a INT)", DisplayName = "primary key")]
    [DataRow("CREATE TABLE t (a INT, b INT, PRIMARY KEY (a, b))", "CREATE TABLE t (a INT, b INT, PRIMARY KEY (b, a))", DisplayName = "key order")]
    [DataRow("CREATE TABLE t (a INTEGER PRIMARY KEY)", "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)", DisplayName = "autoincrement")]
    [DataRow("CREATE TABLE t (a INTEGER PRIMARY KEY)", "CREATE TABLE t (a INTEGER PRIMARY KEY DESC)", DisplayName = "rowid alias")]
    [DataRow("CREATE TABLE t (a INT PRIMARY KEY)", "CREATE TABLE t (a INT PRIMARY KEY) WITHOUT ROWID", DisplayName = "without rowid")]
    [DataRow("CREATE TABLE t (a INT, UNIQUE (a))", "CREATE TABLE t (a INT)", DisplayName = "unique")]
    [DataRow("CREATE TABLE t (a INT REFERENCES p (x))", "CREATE TABLE t (a INT REFERENCES p (y))", DisplayName = "parent column")]
    [DataRow("CREATE TABLE t (a INT REFERENCES p)", "CREATE TABLE t (a INT REFERENCES q)", DisplayName = "parent")]
    [DataRow("CREATE TABLE t (a INT REFERENCES p)", "CREATE TABLE t (a INT REFERENCES p ON DELETE CASCADE)", DisplayName = "on delete")]
    [DataRow("CREATE TABLE t (a INT REFERENCES p ON UPDATE SET NULL)", "CREATE TABLE t (a INT REFERENCES p ON UPDATE SET DEFAULT)", DisplayName = "on update")]
    [DataRow("CREATE TABLE t (a INT REFERENCES p)", "CREATE TABLE t (a INT REFERENCES p DEFERRABLE INITIALLY DEFERRED)", DisplayName = "deferred")]
    [DataRow("CREATE TABLE t (a INT, b INT AS (a + 1))", "CREATE TABLE t (a INT, b INT AS (a + 2))", DisplayName = "generated expression")]
    [DataRow("CREATE TABLE t (a INT, b INT AS (a))", "CREATE TABLE t (a INT, b INT AS (a) STORED)", DisplayName = "stored")]
    [DataRow("CREATE TABLE t (a INT); CREATE INDEX i ON t (a)", "CREATE TABLE t (a INT); CREATE INDEX i ON t (a DESC)", DisplayName = "index order")]
    [DataRow("CREATE TABLE t (a INT); CREATE INDEX i ON t (a)", "CREATE TABLE t (a INT); CREATE UNIQUE INDEX i ON t (a)", DisplayName = "unique index")]
    [DataRow("CREATE TABLE t (a INT); CREATE INDEX i ON t (a)", "CREATE TABLE t (a INT); CREATE INDEX i ON t (a COLLATE NOCASE)", DisplayName = "index collation")]
    [DataRow("CREATE TABLE t (a INT); CREATE INDEX i ON t (a + 1)", "CREATE TABLE t (a INT); CREATE INDEX i ON t (a + 2)", DisplayName = "index expression")]
    [DataRow("CREATE TABLE t (a INT); CREATE INDEX i ON t (a) WHERE a > 1", "CREATE TABLE t (a INT); CREATE INDEX i ON t (a) WHERE a > 2", DisplayName = "partial index")]
    [DataRow("CREATE VIEW v AS SELECT 1 AS a", "CREATE VIEW v AS SELECT 2 AS a", DisplayName = "view")]
    [DataRow("CREATE VIEW v AS SELECT 'a  b' AS a", "CREATE VIEW v AS SELECT 'a b' AS a", DisplayName = "space in a string")]
    [DataRow("CREATE TABLE t (a); CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END", "CREATE TABLE t (a); CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END", DisplayName = "trigger body")]
    [DataRow("CREATE TABLE t (a); CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END", "CREATE TABLE t (a); CREATE TRIGGER r BEFORE INSERT ON t BEGIN SELECT 1; END", DisplayName = "trigger time")]
    [DataRow("CREATE VIRTUAL TABLE f USING fts5(a)", "CREATE VIRTUAL TABLE f USING fts5(a, b)", DisplayName = "virtual table")]
    [DataRow("CREATE TABLE t (a, \"b c\")", "CREATE TABLE t (a, \"b  c\")", DisplayName = "space in a name")]
    public async Task DifferenceThatMattersIsSeen(string one, string other) =>
        Assert.AreNotEqual((await SchemaOfAsync(one)).CanonicalText, (await SchemaOfAsync(other)).CanonicalText);

    [TestMethod]
    [DataRow("CREATE TABLE t (a INTEGER, b TEXT)", "create  table t(a integer,b text -- why\n)", DisplayName = "case, space, comments")]
    [DataRow("CREATE TABLE t (a INT)", "CREATE TABLE \"t\" ([a] INT)", DisplayName = "quotes")]
    [DataRow("CREATE TABLE t (a INT CHECK (a > 0))", "CREATE TABLE t (a INT, CHECK (\"A\">0))", DisplayName = "place of a check")]
    [DataRow("CREATE TABLE t (a INT UNIQUE, b INT REFERENCES p)", "CREATE TABLE t (a INT, b INT, UNIQUE (a), FOREIGN KEY (b) REFERENCES \"p\")", DisplayName = "place of constraints")]
    [DataRow("CREATE TABLE t (a INTEGER PRIMARY KEY)", "CREATE TABLE t (a INTEGER, PRIMARY KEY (a ASC))", DisplayName = "place of the key")]
    [DataRow("CREATE TABLE t (a DEFAULT 1)", "CREATE TABLE t (a DEFAULT (1))", DisplayName = "brackets of a default")]
    [DataRow("CREATE TABLE t (a REFERENCES p)", "CREATE TABLE t (a REFERENCES p ON DELETE NO ACTION NOT DEFERRABLE INITIALLY IMMEDIATE)", DisplayName = "written defaults")]
    [DataRow("CREATE TABLE t (a COLLATE BINARY NULL)", "CREATE TABLE t (a)", DisplayName = "written collation")]
    [DataRow("CREATE TABLE t (a INT, b INT); CREATE INDEX i ON t (a, b)", "CREATE TABLE t (a INT, b INT); CREATE INDEX IF NOT EXISTS i ON \"t\"(\"a\" ASC,b)", DisplayName = "index")]
    [DataRow("CREATE TABLE t (a INT, b TEXT)", "CREATE TABLE t (a INT); ALTER TABLE t ADD COLUMN b TEXT", DisplayName = "add column")]
    [DataRow("CREATE TABLE t (a INT, CHECK (a > 1))", "CREATE TABLE t (a INT, CHECK (a > 1)); ALTER TABLE t ADD COLUMN b TEXT; ALTER TABLE t DROP COLUMN b", DisplayName = "add and drop column")]
    [DataRow("CREATE TABLE t (a INT PRIMARY KEY, b TEXT NOT NULL)", "CREATE TABLE n (a INT PRIMARY KEY, b TEXT NOT NULL); ALTER TABLE n RENAME TO t", DisplayName = "rebuild")]
    [DataRow("CREATE TABLE t (a INT); CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM t; END", "CREATE TABLE n (a INT); CREATE VIEW v AS SELECT a FROM n; CREATE TRIGGER r AFTER INSERT ON n FOR EACH ROW BEGIN DELETE FROM n; END; ALTER TABLE n RENAME TO t", DisplayName = "renamed under view and trigger")]
    [DataRow("CREATE TABLE t (b INT, CHECK (b > 0)); CREATE INDEX i ON t (b) WHERE b > 1", "CREATE TABLE t (a INT, CHECK (a > 0)); CREATE INDEX i ON t (a) WHERE a > 1; ALTER TABLE t RENAME COLUMN a TO b", DisplayName = "renamed column")]
    [DataRow("", "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t VALUES (1); DROP TABLE t", DisplayName = "sqlite_sequence stays")]
    public async Task WritingThatDoesNotMatterIsNotSeen(string one, string other) =>
        Assert.AreEqual((await SchemaOfAsync(one)).CanonicalText, (await SchemaOfAsync(other)).CanonicalText);

    [TestMethod]
    public async Task SchemaReadsWell()
    {
        var schema = await SchemaOfAsync(
            """
            CREATE TABLE "order item" (
              id integer PRIMARY KEY AUTOINCREMENT, -- the key
              "select" varchar(10) NOT NULL DEFAULT 'x''y' COLLATE nocase, naïve REAL CHECK(naïve>0),
              CONSTRAINT fk FOREIGN KEY("select") REFERENCES p("x y") ON DELETE CASCADE
            );
            CREATE UNIQUE INDEX i ON "order item"(lower("select") DESC) WHERE naïve IS NOT NULL;
            """);
        Assert.AreEqual(
            """
            index i
                unique on "order item" (lower ("select") desc)
                where naïve IS NOT NULL
            table order item
                column id INTEGER
                column "select" VARCHAR (10) COLLATE NOCASE NOT NULL DEFAULT 'x''y'
                column naïve REAL
                check (naïve > 0)
                constraint fk foreign key ("select") references p ("x y") on delete cascade
                primary key (id) autoincrement

            """, schema.CanonicalText);
    }

    [TestMethod]
    public async Task ShadowTablesOfAVirtualTableAreNotTheUsers()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO f VALUES ('x');");
        var state = await database.ReadStateAsync(Cancellation);
        CollectionAssert.AreEqual(new[] { "f" }, state.RowCounts.Keys.ToArray());
    }

    [TestMethod]
    public async Task SchemaOfAMissingModuleIsRead()
    {
        SqliteFile.Run(Database, "PRAGMA writable_schema=ON; INSERT INTO sqlite_master VALUES ('table', 'w', 'w', 0, 'CREATE VIRTUAL TABLE w USING no_module(a)');");
        await using var database = await OpenAsync();
        Assert.IsEmpty((await database.ReadStateAsync(Cancellation)).RowCounts);
        Assert.HasCount(1, (await database.ReadSchemaAsync(Cancellation)).Objects);
    }

    private async Task<Schema> SchemaOfAsync(string sql)
    {
        var file = Folder.File($"{Guid.NewGuid():n}.db");
        SqliteFile.Run(file, sql);
        await using var database = await OpenAsync(file, readOnly: true);
        return await database.ReadSchemaAsync(Cancellation);
    }
}
