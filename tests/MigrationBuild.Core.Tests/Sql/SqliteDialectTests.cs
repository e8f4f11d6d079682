using MigrationBuild.Sql;

namespace MigrationBuild.Tests.Sql;

[TestClass]
public sealed class SqliteDialectTests
{
    private const string Trigger = "CREATE TRIGGER t AFTER INSERT ON a WHEN CASE WHEN 1 THEN 1 END BEGIN UPDATE a SET x = CASE y WHEN 1 THEN 2 ELSE 3 END; DELETE FROM b; END;";

    [TestMethod]
    [DataRow("'it''s'", "String")]
    [DataRow("x'0aff'", "String")]
    [DataRow("X''", "String")]
    [DataRow("\"a\"\"b\"", "QuotedIdentifier")]
    [DataRow("`a``b`", "QuotedIdentifier")]
    [DataRow("[a]", "QuotedIdentifier")]
    [DataRow("-- x", "LineComment")]
    [DataRow("/* x * / -- */", "BlockComment")]
    [DataRow("/*/ */", "BlockComment")]
    [DataRow("?", "Parameter")]
    [DataRow("?12", "Parameter")]
    [DataRow(":a", "Parameter")]
    [DataRow("@a1", "Parameter")]
    [DataRow("$a", "Parameter")]
    [DataRow("1", "Number")]
    [DataRow("1.5e-10", "Number")]
    [DataRow(".5", "Number")]
    [DataRow("0x1F", "Number")]
    [DataRow("größe$1", "Word")]
    [DataRow("->", "Symbol")]
    [DataRow(";", "Semicolon")]
    public void Reads_one_token(string text, string kind)
    {
        var token = SqliteDialect.Instance.Tokenize(text).Single();

        Assert.AreEqual(kind, token.Kind.ToString());
        Assert.AreEqual(text.Length, token.Length);
        Assert.IsFalse(token.Unterminated);
    }

    [TestMethod]
    [DataRow("'a")]
    [DataRow("'a''")]
    [DataRow("\"a")]
    [DataRow("`a")]
    [DataRow("[a")]
    [DataRow("x'a")]
    [DataRow("/* a")]
    [DataRow("/*/")]
    [DataRow("/*")]
    [DataRow("'")]
    public void Marks_what_is_never_closed(string text)
    {
        var token = SqliteDialect.Instance.Tokenize(text + " b").Single();

        Assert.IsTrue(token.Unterminated);
        Assert.AreEqual(text.Length + 2, token.End);
    }

    [TestMethod]
    [DataRow("SELECT 1; SELECT 2", 2)]
    [DataRow(";;SELECT 1;;", 1)]
    [DataRow("-- only\n/* comments */ ;", 0)]
    [DataRow("SELECT ';'; SELECT \";\", [;], `;`", 2)]
    [DataRow("CREATE TABLE trigger_log(a); SELECT 1;", 2)]
    [DataRow(Trigger + " SELECT 1;", 2)]
    [DataRow("EXPLAIN " + Trigger + " SELECT 1;", 2)]
    [DataRow("EXPLAIN QUERY PLAN " + Trigger + " SELECT 1;", 2)]
    [DataRow("create temp trigger t after delete on a begin select end from a; select 1; end; select 1", 2)]
    [DataRow("CREATE TEMPORARY /* ; */ TRIGGER t -- ;\nAFTER DELETE ON a BEGIN SELECT 1; /* ; */ END; SELECT 1", 2)]
    [DataRow("CREATE TRIGGER begin AFTER DELETE ON a BEGIN UPDATE a SET end = 1; SELECT end; END; SELECT 1", 2)]
    [DataRow("CREATE TRIGGER t; SELECT 1;", 2)]
    [DataRow("BEGIN; END; COMMIT", 3)]
    public void Splits_statements(string text, int count) => Assert.HasCount(count, SqliteDialect.Instance.Split(text));

    [TestMethod]
    public void A_statement_reaches_from_its_first_token_to_its_semicolon()
    {
        const string Text = "-- why\n SELECT 1 /* one */ ; -- after\nSELECT 2 -- end";

        var statements = SqliteDialect.Instance.Split(Text);

        CollectionAssert.AreEqual(new[] { "SELECT 1 /* one */ ;", "SELECT 2" }, statements.Select(s => s.TextIn(Text)).ToArray());
    }

    [TestMethod]
    public void Compiles_for_three_engines_but_knows_the_names_of_others()
    {
        Assert.AreSame(SqliteDialect.Instance, Dialects.For("SQLite3"));
        Assert.AreSame(PostgreSqlDialect.Instance, Dialects.For("postgres"));
        Assert.AreSame(SqlServerDialect.Instance, Dialects.For("mssql"));
        Assert.IsNull(Dialects.For("mysql"));
        Assert.AreEqual("postgresql", EngineNames.Find("postgres"));
        Assert.AreEqual("sqlserver", EngineNames.Find("mssql"));
        Assert.IsNull(EngineNames.Find("oracle"));
    }
}
