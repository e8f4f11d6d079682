using System.Text;
using MigrationBuild.Sql;

namespace MigrationBuild.Tests.Sql;

[TestClass]
public sealed class PostgreSqlDialectTests
{
    private static readonly PostgreSqlDialect Dialect = PostgreSqlDialect.Instance;

    private static readonly string[] Pieces =
    [
        "'", "''", "\"", "E'", "\\'", "U&'", "U&\"", "b'", "$$", "$a$", "$A$", "$1", "$", "--", "/*", "*/", ";", "\n", "\r", " ", "\t", "BEGIN", "ATOMIC",
        "END", "CASE", "CREATE FUNCTION", "CREATE RULE", "(", ")", "a", "é", "\U0001F600", "\uD800", "1", "1e+", ".", ":", "::", "\\i", "+", "-", "@", "AS",
    ];

    [TestMethod]
    [DataRow("'it''s'", "String")]
    [DataRow(@"'\'", "String")]
    [DataRow(@"E'it\'s'", "String")]
    [DataRow(@"e'\\'", "String")]
    [DataRow("b'01'", "String")]
    [DataRow("X'1f'", "String")]
    [DataRow(@"U&'d\0061t'", "String")]
    [DataRow(@"u&""d\0061""""t""", "QuotedIdentifier")]
    [DataRow("'a'  \n\t 'b'", "String")]
    [DataRow("'a' -- why\n 'b'", "String")]
    [DataRow("E'a'\n'\\''", "String")]
    [DataRow("$$it's$$", "String")]
    [DataRow("$größe_1$ $$ $größe$ $größe_1$", "String")]
    [DataRow("$a$ $$a$", "String")]
    [DataRow("$1", "Parameter")]
    [DataRow("a$b$c", "Word")]
    [DataRow("größe", "Word")]
    [DataRow("/* /* */ -- */", "BlockComment")]
    [DataRow("-- x", "LineComment")]
    [DataRow("1.5e-10", "Number")]
    [DataRow(".5", "Number")]
    [DataRow("->>", "Symbol")]
    [DataRow("@-", "Symbol")]
    [DataRow("::", "Symbol")]
    [DataRow(@"\copy t from 'it", "Symbol")]
    public void Reads_one_token(string text, string kind)
    {
        var token = Dialect.Tokenize(text).Single();

        Assert.AreEqual(kind, token.Kind.ToString());
        Assert.AreEqual(text.Length, token.Length);
        Assert.IsFalse(token.Unterminated);
    }

    [TestMethod]
    [DataRow("a+--b", "a|+|--b")]
    [DataRow("1*/**/2", "1|*|/**/|2")]
    [DataRow("a+-1", "a|+|-|1")]
    [DataRow("$1$a$x$a$", "$1|$a$x$a$")]
    [DataRow("1$a$x$a$", "1|$a$x$a$")]
    [DataRow("'a' 'b'", "'a'|'b'")]
    [DataRow("foo_e'x'", "foo_e|'x'")]
    [DataRow("-- a\rb", "-- a|b")]
    [DataRow("$a b", "$|a|b")]
    [DataRow("a::int", "a|::|int")]
    [DataRow("N'x'", "N|'x'")]
    public void Reads_tokens(string text, string tokens) =>
        Assert.AreEqual(tokens, string.Join('|', Dialect.Tokenize(text).Select(t => t.In(text).ToString())));

    [TestMethod]
    [DataRow("'a", 0)]
    [DataRow(@"SELECT E'a\'", 7)]
    [DataRow("/* /* */", 0)]
    [DataRow("$a$ $A$", 0)]
    [DataRow("\"a\"\"", 0)]
    [DataRow("'a'\n'b", 0)]
    public void Marks_what_is_never_closed(string text, int start)
    {
        var token = Dialect.Tokenize(text)[^1];
        Assert.IsTrue(token.Unterminated);
        Assert.AreEqual((start, text.Length), (token.Start, token.End));
    }

    [TestMethod]
    [DataRow("SELECT 1; SELECT 2", 2)]
    [DataRow("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END; SELECT 1", 2)]
    [DataRow("create or replace procedure p() begin atomic insert into t values (1); end; SELECT 1;", 2)]
    [DataRow("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end; SELECT t.case FROM t; END; SELECT 1", 2)]
    [DataRow("CREATE FUNCTION f(begin atomic) RETURNS int LANGUAGE sql AS $$ SELECT 1; $$; SELECT 1", 2)]
    [DataRow("CREATE FUNCTION f(begin atomic) RETURNS int BEGIN ATOMIC SELECT 1; END; SELECT 1", 2)]
    [DataRow("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 end; END; SELECT 1", 2)]
    [DataRow("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END CASE; SELECT 2 AS end; END; SELECT 1", 2)]
    [DataRow("CREATE PROCEDURE f() BEGIN ATOMIC END; SELECT 1", 2)]
    [DataRow("CREATE FUNCTION f(\"begin\" int, atomic int) RETURNS int LANGUAGE sql RETURN 1; SELECT 1", 2)]
    [DataRow("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN; END; $$; SELECT 1", 2)]
    [DataRow("CREATE OR REPLACE RULE r AS ON INSERT TO t DO INSTEAD (SELECT 1; SELECT 2;); SELECT 1", 2)]
    [DataRow("CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING; SELECT 1", 2)]
    [DataRow("SELECT (1; SELECT 2", 2)]
    [DataRow("SELECT 'a;b', \"c;d\", $$;$$ /* ; */ -- ;\n;", 1)]
    [DataRow(";;-- nothing\n/* ; */;", 0)]
    public void Splits_where_statements_end(string text, int count) => Assert.HasCount(count, Dialect.Split(text));

    [TestMethod]
    [DataRow("CREATE INDEX CONCURRENTLY i ON t (a)", true)]
    [DataRow("CREATE INDEX i ON t (a)", false)]
    [DataRow("CREATE INDEX \"concurrently\" ON t (a)", false)]
    [DataRow("DROP INDEX concurrently i", true)]
    [DataRow("REINDEX (VERBOSE) TABLE CONCURRENTLY t", true)]
    [DataRow("REINDEX TABLE t", false)]
    [DataRow("REINDEX SCHEMA s", true)]
    [DataRow("REFRESH MATERIALIZED VIEW CONCURRENTLY v", false)]
    [DataRow("VACUUM (FULL) t", true)]
    [DataRow("CREATE DATABASE d", true)]
    [DataRow("ALTER DATABASE d SET work_mem = '1MB'", false)]
    [DataRow("ALTER DATABASE d SET TABLESPACE s", true)]
    [DataRow("ALTER SYSTEM SET work_mem = '1MB'", true)]
    [DataRow("ALTER TABLE t DETACH PARTITION p CONCURRENTLY", true)]
    [DataRow("ALTER TABLE t DETACH PARTITION p", false)]
    [DataRow("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p", true)]
    [DataRow("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)", false)]
    [DataRow("ALTER TYPE mood ADD VALUE 'so-so'", false)]
    [DataRow("CLUSTER", true)]
    [DataRow("CLUSTER t USING i", false)]
    [DataRow("CREATE TABLE vacuum_log (a int)", false)]
    public void Knows_what_cannot_run_in_a_transaction(string text, bool refused)
    {
        Assert.AreEqual(refused ? "MB2005" : "", string.Join(' ', Dialect.Check(text, transactional: true).Select(f => f.Descriptor.Code)));
        Assert.IsEmpty(Dialect.Check(text, transactional: false));
    }

    [TestMethod]
    public void Random_texts_lose_nothing_and_split_again_alike()
    {
        var random = new Random(20261120);
        for (var round = 0; round < 20_000; round++)
        {
            var text = RandomText(random);
            var end = 0;
            foreach (var token in Dialect.Tokenize(text))
            {
                Assert.IsTrue(text[end..token.Start].All(Dialect.IsSpace), text);
                Assert.IsGreaterThan(0, token.Length, text);
                Assert.IsTrue(!token.Unterminated || token.End == text.Length, text);
                end = token.End;
            }
            Assert.IsTrue(text[end..].All(Dialect.IsSpace), text);
            var statements = Dialect.Split(text);
            Assert.IsTrue(statements.Zip(statements.Skip(1)).All(p => p.First.Start + p.First.Length <= p.Second.Start), text);
            Dialect.Check(text, transactional: round % 2 == 0);
        }
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(40); i > 0; i--)
            text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(3) == 0 ? " " : "");
        return text.ToString();
    }
}
