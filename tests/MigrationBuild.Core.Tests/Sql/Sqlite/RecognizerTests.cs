using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Sqlite;

namespace MigrationBuild.Tests.Sql.Sqlite;

[TestClass]
public sealed class RecognizerTests
{
    [TestMethod]
    [DataRow("Users")]
    [DataRow("\"USERS\"")]
    [DataRow("[users]")]
    [DataRow("`uSers`")]
    [DataRow("'users'")]
    public void A_name_is_the_same_in_all_quotes_and_letters(string written) =>
        Assert.AreEqual(new SqlName("users"), ((DropObjects)Recognize($"DROP TABLE IF EXISTS main.{written};").Single()).Names.Single().Name);

    [TestMethod]
    public void Letters_beyond_ascii_are_not_folded() =>
        Assert.AreNotEqual(((DropObjects)Recognize("DROP TABLE É").Single()).Names[0], ((DropObjects)Recognize("DROP TABLE é").Single()).Names[0]);

    [TestMethod]
    public void A_table_has_its_columns_and_constraints()
    {
        var table = (CreateTable)Recognize("""
            CREATE TABLE IF NOT EXISTS main.t (
                id INTEGER CONSTRAINT k PRIMARY KEY DESC ON CONFLICT ABORT AUTOINCREMENT,
                'name' UNSIGNED BIG VARCHAR ( 20, 2 ) COLLATE NOCASE NOT NULL ON CONFLICT IGNORE DEFAULT 'x' UNIQUE ON CONFLICT REPLACE,
                plain,
                untyped DEFAULT (1 + 1) NOT NULL,
                twice INT AS (id * 2) STORED,
                other INT GENERATED ALWAYS AS (id),
                [r] INT NULL REFERENCES parent ON DELETE SET NULL ON UPDATE CASCADE MATCH FULL DEFERRABLE INITIALLY DEFERRED CHECK (r > 0) ON CONFLICT FAIL,
                CONSTRAINT f FOREIGN KEY (r, id) REFERENCES p (a, b) ON DELETE CASCADE
                CHECK (id > 0)
            ) WITHOUT ROWID, STRICT;
            """).Single();

        Assert.AreEqual("main.t id:AutoIncrement name:None plain:None untyped:None twice:Stored other:Virtual r:None", $"{table.Name} {string.Join(' ', table.Columns.Select(c => $"{c.Name}:{c.Generation}"))}");
        Assert.AreEqual("integer, unsigned big varchar(20,2), -, -, int, int, int", string.Join(", ", table.Columns.Select(c => c.Type?.ToString() ?? "-")));
        Assert.AreEqual("name untyped", string.Join(' ', table.Columns.Where(c => c.IsNotNull).Select(c => c.Name)));
        Assert.AreEqual("PrimaryKey(k) Unique() ForeignKey() Check() ForeignKey(f) Check()", string.Join(' ', table.AllConstraints.Select(c => $"{c.Kind}({c.Name})")));
        var keys = table.AllConstraints.Where(c => c.Kind == ConstraintKind.ForeignKey).ToList();
        Assert.AreEqual("parent  SET NULL, p a b CASCADE", string.Join(", ", keys.Select(k => $"{k.ReferencedTable} {string.Join(' ', k.ReferencedColumns)} {k.OnDelete}")));
        Assert.IsTrue(table is { IfNotExists: true, IsTemporary: false, HasUnknownColumns: false });
    }

    [TestMethod]
    [DataRow("ALTER TABLE t ADD COLUMN c", typeof(AddColumn))]
    [DataRow("ALTER TABLE main.t ADD c TEXT DEFAULT CURRENT_TIMESTAMP", typeof(AddColumn))]
    [DataRow("ALTER TABLE t DROP COLUMN c", typeof(DropColumn))]
    [DataRow("ALTER TABLE t DROP c", typeof(DropColumn))]
    [DataRow("ALTER TABLE t RENAME TO u", typeof(RenameTable))]
    [DataRow("ALTER TABLE t RENAME COLUMN c TO d", typeof(RenameColumn))]
    [DataRow("ALTER TABLE t RENAME c TO d", typeof(RenameColumn))]
    [DataRow("ALTER TABLE t ALTER COLUMN c TYPE TEXT", typeof(UnrecognizedAction))]
    [DataRow("ALTER TABLE t ADD CONSTRAINT k UNIQUE (c)", typeof(UnrecognizedAction))]
    [DataRow("ALTER TABLE t DROP COLUMN IF EXISTS c", typeof(UnrecognizedAction))]
    [DataRow("ALTER TABLE t ADD a TEXT, ADD b TEXT", typeof(UnrecognizedAction))]
    public void An_action_is_what_sqlite_makes_of_it(string sql, Type action) => Assert.IsInstanceOfType(((AlterTable)Recognize(sql).Single()).Actions.Single(), action);

    [TestMethod]
    [DataRow("CREATE TEMP TABLE t AS SELECT 1", typeof(CreateTable))]
    [DataRow("CREATE VIRTUAL TABLE s USING fts5(a, content='')", typeof(CreateTable))]
    [DataRow("CREATE UNIQUE INDEX IF NOT EXISTS main.i ON t (a COLLATE NOCASE, lower(b)) WHERE a > 0", typeof(CreateIndex))]
    [DataRow("CREATE VIEW IF NOT EXISTS v (a) AS SELECT * FROM t", typeof(CreateView))]
    [DataRow("CREATE TRIGGER t AFTER UPDATE OF a ON b BEGIN DELETE FROM c; END", typeof(CreateObject))]
    [DataRow("DROP TRIGGER IF EXISTS t", typeof(DropObjects))]
    [DataRow("INSERT OR IGNORE INTO a (b) VALUES (1) ON CONFLICT DO NOTHING", typeof(InsertRows))]
    [DataRow("REPLACE INTO a SELECT * FROM b", typeof(InsertRows))]
    [DataRow("WITH x AS (SELECT 1) UPDATE OR IGNORE a SET b = 1", typeof(UpdateRows))]
    [DataRow("DELETE FROM main.a INDEXED BY i WHERE b", typeof(DeleteRows))]
    [DataRow("PRAGMA main.user_version = -5", typeof(SetSetting))]
    [DataRow("PRAGMA integrity_check", typeof(OtherStatement))]
    [DataRow("VACUUM INTO 'x'", typeof(Vacuum))]
    [DataRow("ANALYZE t", typeof(OtherStatement))]
    [DataRow("SAVEPOINT s", typeof(TransactionControl))]
    [DataRow("TRUNCATE t", typeof(UnrecognizedStatement))]
    [DataRow("CREATE SCHEMA s", typeof(UnrecognizedStatement))]
    [DataRow("DROP TABLE a, b", typeof(UnrecognizedStatement))]
    [DataRow("MERGE INTO t", typeof(UnrecognizedStatement))]
    public void Statements_are_what_they_are(string sql, Type statement) => Assert.IsInstanceOfType(Recognize(sql).Single(), statement);

    [TestMethod]
    [DataRow("INSERT INTO n (a, b) SELECT DISTINCT x, t.y AS z FROM t", "x y", false)]
    [DataRow("INSERT INTO n (a, b, c) SELECT x || 1, 'y', coalesce(z, 0) FROM t WHERE z", "- - -", true)]
    [DataRow("INSERT INTO n SELECT * FROM t", "-", false)]
    [DataRow("INSERT INTO n (a) WITH q AS (SELECT 1, 2 FROM u) SELECT x FROM q", "x", false)]
    [DataRow("INSERT INTO n (a) VALUES (1)", "", false)]
    public void What_select_gives_is_seen_where_it_is_a_plain_column(string sql, string selected, bool hasWhere)
    {
        var insert = (InsertRows)Recognize(sql).Single();

        Assert.AreEqual(selected, string.Join(' ', insert.Selected.Select(c => c?.Text ?? "-")));
        Assert.AreEqual(hasWhere, insert.HasWhere);
    }

    [TestMethod]
    [DataRow("UPDATE t SET a = 1", false)]
    [DataRow("UPDATE t SET a = 1 ORDER BY a LIMIT 5", true)]
    [DataRow("UPDATE t SET a = u.a FROM u", true)]
    public void An_update_is_limited_by_more_than_its_condition(string sql, bool isLimited) =>
        Assert.AreEqual(isLimited, ((UpdateRows)Recognize(sql).Single()).IsLimited);

    [TestMethod]
    public void A_pragma_has_its_value_without_quotes()
    {
        var settings = Recognize("PRAGMA foreign_keys = OFF; PRAGMA Main.Foreign_Keys(1); PRAGMA encoding='UTF-8'; PRAGMA cache_size=-2000;").Cast<SetSetting>();

        Assert.AreEqual("foreign_keys=OFF, foreign_keys=1, encoding=UTF-8, cache_size=-2000", string.Join(", ", settings.Select(s => $"{s.Name}={s.Value}")));
    }

    private static IReadOnlyList<Statement> Recognize(string sql) => SqliteRecognizer.Instance.Recognize(sql);
}
