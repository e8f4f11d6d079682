using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.SqlServer;

namespace MigrationBuild.Drivers.Tests.SqlServer;

[TestClass]
public sealed class RecognizerTests
{
    [TestMethod]
    public void Names_are_the_same_in_any_case_and_in_any_quotes()
    {
        Assert.AreEqual(Name("DROP TABLE Users"), Name("DROP TABLE [uSERS]"));
        Assert.AreEqual("dbo.a]b", Name("DROP TABLE IF EXISTS shop.dbo.[a]]b]").ToString());
        Assert.AreEqual("a b", Name("DROP TABLE \"a b\"").ToString());

        static ObjectName Name(string sql) => ((DropObjects)One(sql)).Names.Single();
    }

    [TestMethod]
    [DataRow("INTEGER", "int")]
    [DataRow("dec(10, 2)", "decimal(10,2)")]
    [DataRow("numeric", "decimal")]
    [DataRow("national character varying(20)", "nvarchar(20)")]
    [DataRow("VARCHAR(MAX)", "varchar(max)")]
    [DataRow("double precision", "float")]
    [DataRow("timestamp", "rowversion")]
    [DataRow("datetime2(3)", "datetime2(3)")]
    [DataRow("sysname", "sysname")]
    [DataRow("[dbo].[Sku]", "dbo.sku")]
    [DataRow("xml", "xml")]
    [DataRow("sql_variant", "sql_variant")]
    public void Types_are_those_of_the_server_whatever_their_spelling(string written, string type)
    {
        var table = (CreateTable)One($"CREATE TABLE t (a {written} NOT NULL, b int)");

        Assert.AreEqual(type, table.Columns[0].Type!.ToString());
        Assert.IsTrue(table.Columns[0].IsNotNull);
    }

    [TestMethod]
    public void A_table_has_its_columns_and_constraints()
    {
        var table = (CreateTable)One("""
            CREATE TABLE shop.t (
                id bigint IDENTITY(1, 1) CONSTRAINT t_key PRIMARY KEY CLUSTERED WITH (FILLFACTOR = 80),
                n decimal(9, 2) NOT NULL CONSTRAINT t_n DEFAULT ((-1)) CHECK (n IS NOT NULL AND (id IS NOT NULL)),
                d AS dbo.f(n) PERSISTED, e AS n * 2, at datetime NULL DEFAULT GETUTCDATE() UNIQUE, v rowversion,
                r int REFERENCES b.r (id) ON DELETE SET NULL,
                CONSTRAINT f FOREIGN KEY (r, n) REFERENCES c (x, y) ON DELETE CASCADE,
                INDEX i (n)
            ) ON [PRIMARY]
            """);

        Assert.AreEqual("shop.t", table.Name.ToString());
        Assert.AreEqual("id:Identity n:None d:Stored e:Virtual at:None v:Stored r:None", string.Join(' ', table.Columns.Select(c => $"{c.Name}:{c.Generation}")));
        Assert.AreEqual(
            "PrimaryKey t_key(id) Default t_n(n) Check () Default (at) Unique (at) ForeignKey (r) ForeignKey f(r,n)",
            string.Join(' ', table.AllConstraints.Select(c => $"{c.Kind} {c.Name}({string.Join(',', c.Columns)})")));
        Assert.IsTrue(table.Columns[1].Default!.IsLiteral);
        CollectionAssert.AreEqual(new[] { "getutcdate" }, table.Columns[4].Default!.Functions.ToArray());
        CollectionAssert.AreEqual(new[] { "n", "id" }, table.Columns[1].Find(ConstraintKind.Check)!.Expression!.NotNullColumns.Select(c => c.Text).ToArray());
        Assert.AreEqual("SET NULL CASCADE", string.Join(' ', table.AllConstraints.Where(c => c.Kind == ConstraintKind.ForeignKey).Select(c => c.OnDelete)));
    }

    [TestMethod]
    [DataRow("ALTER TABLE t ADD a int, CONSTRAINT c CHECK (a > 0)", "AddColumn@14 AddConstraint@25")]
    [DataRow("ALTER TABLE t WITH NOCHECK ADD FOREIGN KEY (a) REFERENCES b (c)", "AddConstraint@27")]
    [DataRow("ALTER TABLE t /* WITH */ WITH CHECK CHECK CONSTRAINT a, b", "ValidateConstraint@36 ValidateConstraint@36")]
    [DataRow("ALTER TABLE t CHECK CONSTRAINT a", "SetConstraint@14")]
    [DataRow("ALTER TABLE t NOCHECK CONSTRAINT ALL", "SetConstraint@14")]
    [DataRow("ALTER TABLE t DROP CONSTRAINT a, COLUMN b, c", "DropConstraint@14 DropColumn@40 DropColumn@43")]
    [DataRow("ALTER TABLE t DROP COLUMN IF EXISTS b", "DropColumn@14")]
    [DataRow("ALTER TABLE t ALTER COLUMN a int NOT NULL", "AlterColumnType@14")]
    [DataRow("ALTER TABLE t ALTER COLUMN a ADD ROWGUIDCOL", "OtherAction@14")]
    [DataRow("ALTER TABLE t DISABLE TRIGGER ALL", "SetTrigger@14")]
    [DataRow("DISABLE TRIGGER a, b ON t", "SetTrigger@0 SetTrigger@0")]
    [DataRow("ALTER TABLE t SWITCH TO u", "OtherAction@14")]
    [DataRow("ALTER TABLE t REBUILD", "OtherAction@14")]
    [DataRow("ALTER TABLE t SET (LOCK_ESCALATION = TABLE)", "OtherAction@14")]
    [DataRow("ALTER SCHEMA archive TRANSFER dbo.t", "SetTableSchema@0")]
    [DataRow("EXEC sp_rename 'dbo.t', 'u'", "RenameTable@0")]
    [DataRow("EXECUTE sys.sp_rename @newname = N'u', @objname = N'[t]', @objtype = 'OBJECT'", "RenameTable@0")]
    [DataRow("sp_rename 'dbo.t.a', 'b', 'column'", "RenameColumn@0")]
    public void The_actions_of_a_table_have_their_places(string sql, string actions)
    {
        var alter = (AlterTable)One(sql);

        Assert.AreEqual(actions, string.Join(' ', alter.Actions.Select(a => $"{a.GetType().Name}@{a.Offset}")));
    }

    [TestMethod]
    [DataRow("DELETE FROM t", "t all")]
    [DataRow("DELETE t WHERE a = 1", "t where")]
    [DataRow("DELETE TOP (10) FROM t", "t limited")]
    [DataRow("DELETE x FROM dbo.t AS x", "dbo.t all")]
    [DataRow("DELETE x FROM dbo.t x JOIN u ON u.a = x.a", "dbo.t limited")]
    [DataRow("WITH c AS (SELECT TOP 5 * FROM t) DELETE FROM c", "t limited")]
    [DataRow("UPDATE t SET a = 1", "t all")]
    [DataRow("UPDATE t SET a += 1 WHERE CURRENT OF c", "t where limited")]
    [DataRow("UPDATE x SET a = u.a FROM t x, u", "t limited")]
    public void Rows_are_changed_all_or_some(string sql, string expected)
    {
        var (table, hasWhere, isLimited) = One(sql) switch
        {
            DeleteRows delete => (delete.Table, delete.HasWhere, delete.IsLimited),
            UpdateRows update => (update.Table, update.HasWhere, update.IsLimited),
            var other => throw new AssertFailedException(other.ToString()),
        };

        Assert.AreEqual(expected, $"{table}{(hasWhere ? " where" : "")}{(isLimited ? " limited" : "")}{(hasWhere || isLimited ? "" : " all")}");
    }

    [TestMethod]
    public void Rows_come_from_a_query()
    {
        var insert = (InsertRows)One("WITH w AS (SELECT a FROM z) INSERT INTO t (a, b) SELECT u.a, 1 FROM u JOIN w ON 1 = 1 WHERE u.a > 0 UNION ALL SELECT * FROM v");

        Assert.AreEqual("t(a,b) [a,] u w v z", $"{insert.Table}({string.Join(',', insert.Columns)}) [{string.Join(',', insert.Selected)}] {string.Join(' ', insert.Sources)}");
        Assert.IsTrue(insert.HasWhere);
        Assert.IsTrue(((InsertRows)One("INSERT t SELECT x.* FROM x")).SelectsStar);
        Assert.IsTrue(One("SELECT * INTO #t FROM u") is CreateTable { IsTemporary: true, IsFilled: true, HasUnknownColumns: true });
    }

    [TestMethod]
    [DataRow("CREATE UNIQUE INDEX i ON t (a, b) WHERE a > 0 WITH (ONLINE = ON)", "CreateIndex online")]
    [DataRow("CREATE CLUSTERED COLUMNSTORE INDEX i ON t", "CreateIndex")]
    [DataRow("ALTER INDEX i ON t REBUILD WITH (ONLINE = ON)", "Reindex online")]
    [DataRow("ALTER INDEX ALL ON t REBUILD", "Reindex")]
    [DataRow("ALTER INDEX i ON t DISABLE", "OtherStatement")]
    [DataRow("DROP INDEX i ON t, t.j", "DropObjects DropObjects")]
    [DataRow("CREATE OR ALTER VIEW v AS SELECT * FROM t", "CreateView")]
    [DataRow("ALTER FUNCTION f() RETURNS int AS BEGIN RETURN 1 END", "CreateRoutine")]
    [DataRow("CREATE TRIGGER r ON t AFTER INSERT AS DELETE FROM u", "CreateObject")]
    [DataRow("CREATE SCHEMA s", "CreateObject")]
    [DataRow("CREATE SCHEMA s CREATE TABLE t (a int)", "UnrecognizedStatement")]
    [DataRow("DROP PROCEDURE p; DROP SCHEMA s; DROP DATABASE d; DROP TYPE u; DROP USER x", "DropObjects DropObjects DropObjects DropObjects DropObjects")]
    [DataRow("TRUNCATE TABLE t", "Truncate")]
    [DataRow("MERGE t USING u ON t.a = u.a WHEN MATCHED THEN DELETE;", "MergeRows")]
    [DataRow("BEGIN TRAN; COMMIT", "TransactionControl TransactionControl")]
    [DataRow("USE shop", "UseDatabase")]
    [DataRow("SET XACT_ABORT ON SET ANSI_NULLS, ARITHABORT OFF", "SetSetting CodeBlock")]
    [DataRow("DECLARE @a int = 1; SET @a = 2; PRINT @a; IF @a > 1 RETURN; SELECT 1", "OtherStatement OtherStatement OtherStatement CodeBlock OtherStatement")]
    [DataRow("CREATE TABLE #t (a int); UPDATE @v SET a = 1", "CreateTable OtherStatement")]
    [DataRow("EXEC sp_addextendedproperty 'a', 'b'", "OtherStatement")]
    [DataRow("EXEC dbo.my_procedure", "UnrecognizedStatement")]
    [DataRow("EXEC (@sql); EXEC('DROP TABLE ' + @t); EXEC('SELECT 1') AT other", "UnrecognizedStatement UnrecognizedStatement UnrecognizedStatement")]
    [DataRow("EXEC sp_rename 'a.b', 'c'; EXEC sp_rename @a, 'b'; EXEC sp_rename 'a'", "UnrecognizedStatement UnrecognizedStatement UnrecognizedStatement")]
    [DataRow("EXEC sp_rename 't.i', 'j', 'INDEX'; EXEC sp_rename 'u', 'v', 'USERDATATYPE'", "RenameObject RenameObject")]
    [DataRow("CREATE XML INDEX x ON t (a) USING XML INDEX y FOR PATH", "UnrecognizedStatement")]
    public void Other_statements_are_what_they_are(string sql, string kinds)
    {
        var statements = SqlServerRecognizer.Instance.Recognize(sql);

        Assert.AreEqual(kinds, string.Join(' ', statements.Select(s => s.GetType().Name + (s is CreateIndex { IsConcurrent: true } or Reindex { IsConcurrent: true } ? " online" : ""))));
    }

    [TestMethod]
    public void What_runs_inside_blocks_is_seen_with_its_place()
    {
        const string Sql = """
            IF EXISTS (SELECT 1 FROM t)
            BEGIN
                BEGIN TRY TRUNCATE TABLE a END TRY BEGIN CATCH DROP TABLE b END CATCH
            END
            ELSE WHILE 1 = 1 DELETE FROM c
            """;
        var inside = One(Sql).WithNested().Where(s => s is not CodeBlock).ToList();

        Assert.AreEqual("Truncate DropObjects DeleteRows", string.Join(' ', inside.Select(s => s.GetType().Name)));
        CollectionAssert.AreEqual(new[] { Sql.IndexOf("TRUNCATE"), Sql.IndexOf("DROP"), Sql.IndexOf("DELETE") }, inside.Select(s => s.Offset).ToArray());
    }

    [TestMethod]
    [DataRow("EXEC(N'SELECT ''it''''s''; DROP TABLE t')")]
    [DataRow("EXEC sp_executesql N'SELECT ''a''\n; DROP TABLE t', N'@a int', @a = 1")]
    [DataRow("IF 1 = 1 EXEC('EXEC(''SELECT 1; DROP TABLE t'')')")]
    public void What_EXEC_runs_is_looked_into_where_it_is_written_out(string sql)
    {
        var drop = One(sql).WithNested().OfType<DropObjects>().Single();

        Assert.AreEqual(sql.IndexOf("DROP", StringComparison.Ordinal), drop.Offset);
    }

    [TestMethod]
    public void Bodies_of_routines_do_not_run_now()
    {
        var statements = SqlServerRecognizer.Instance.Recognize("CREATE PROCEDURE p AS\nDROP TABLE a\nDROP TABLE b\nGO\nDROP TABLE c");

        Assert.AreEqual("CreateRoutine DropObjects", string.Join(' ', statements.Select(s => s.GetType().Name)));
    }

    [TestMethod]
    public void Quotes_are_those_of_the_setting_in_the_batches_that_follow()
    {
        var statements = SqlServerRecognizer.Instance.Recognize("SET QUOTED_IDENTIFIER OFF\nGO\nEXEC(\"DROP TABLE it\")\nGO\nSET QUOTED_IDENTIFIER ON\nGO\nDROP TABLE \"a b\"");

        Assert.AreEqual("SetSetting CodeBlock SetSetting DropObjects", string.Join(' ', statements.Select(s => s.GetType().Name)));
        Assert.AreEqual("it", statements[1].WithNested().OfType<DropObjects>().Single().Names.Single().ToString());
    }

    [TestMethod]
    public void After_a_syntax_error_the_rest_of_its_batch_is_not_understood_and_the_next_is()
    {
        const string Sql = "TRUNCATE TABLE a; SELECT FROM; DROP TABLE b\nGO\nDROP TABLE c";
        var statements = SqlServerRecognizer.Instance.Recognize(Sql);

        Assert.AreEqual("Truncate UnrecognizedStatement DropObjects", string.Join(' ', statements.Select(s => s.GetType().Name)));
        var unknown = (UnrecognizedStatement)statements[1];
        Assert.AreEqual(Sql.IndexOf("SELECT"), unknown.Offset);
        Assert.AreEqual(new SyntaxFault(Sql.IndexOf("FROM"), "Incorrect syntax near FROM"), unknown.Fault);
        Assert.AreEqual("SELECT FROM; DROP TABLE b", unknown.Words);
    }

    private static Statement One(string sql) => SqlServerRecognizer.Instance.Recognize(sql).Single();
}
