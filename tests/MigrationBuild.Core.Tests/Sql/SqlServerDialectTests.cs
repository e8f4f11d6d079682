using MigrationBuild.Sql;

namespace MigrationBuild.Tests.Sql;

[TestClass]
public sealed class SqlServerDialectTests
{
    [TestMethod]
    [DataRow("'it''s'", "String")]
    [DataRow("N'größe'", "String")]
    [DataRow("[a]]b]", "QuotedIdentifier")]
    [DataRow("\"a\"\"b\"", "QuotedIdentifier")]
    [DataRow("/* a /* b */ c */", "BlockComment")]
    [DataRow("-- x", "LineComment")]
    [DataRow("@a#1", "Parameter")]
    [DataRow("@@rowcount", "Parameter")]
    [DataRow("#temp", "Word")]
    [DataRow("größe$1", "Word")]
    [DataRow("0x1F", "Number")]
    [DataRow("1.5e-10", "Number")]
    [DataRow("!=", "Symbol")]
    [DataRow("::", "Symbol")]
    [DataRow(":setvar a 'it's'", "Symbol")]
    [DataRow("!! dir", "Symbol")]
    [DataRow("GO", "BatchSeparator")]
    [DataRow("go 12", "BatchSeparator")]
    [DataRow("GO_", "Word")]
    [DataRow(";", "Semicolon")]
    public void Reads_one_token(string text, string kind)
    {
        var token = SqlServerDialect.Instance.Tokenize(text).Single();

        Assert.AreEqual(kind, token.Kind.ToString());
        Assert.AreEqual(text.Length, token.Length);
        Assert.IsFalse(token.Unterminated);
    }

    [TestMethod]
    [DataRow("SELECT 1\nGO\nSELECT 2", "SELECT 1|SELECT 2")]
    [DataRow("SELECT 1; SELECT 2;\n  Go  \t\nSELECT 3\nGO -- done\n", "SELECT 1; SELECT 2;|SELECT 3")]
    [DataRow("SELECT 1\nGO /* a\nGO */\nSELECT 2", "SELECT 1|SELECT 2")]
    [DataRow("SELECT '\nGO\n'\n/* /* \nGO\n */ GO\nGO*/SELECT [\nGO\n]", "SELECT '\nGO\n'\n/* /* \nGO\n */ GO\nGO*/SELECT [\nGO\n]")]
    [DataRow("GO\n;\n-- nothing\nGO\nSELECT 1 GO\nSELECT go\nFROM t", "SELECT 1 GO\nSELECT go\nFROM t")]
    [DataRow("SELECT 1\ngoto a", "SELECT 1\ngoto a")]
    public void Cuts_batches_at_lines_GO_and_nowhere_else(string text, string batches)
    {
        var split = SqlServerDialect.Instance.Split(text);

        Assert.AreEqual(batches, string.Join('|', split.Select(s => s.TextIn(text))));
    }

    [TestMethod]
    public void A_batch_runs_as_often_as_the_count_behind_GO_says()
    {
        var split = SqlServerDialect.Instance.Split("INSERT INTO t VALUES (1)\nGO 500\nSELECT 1\nGO\nSELECT 2");

        CollectionAssert.AreEqual(new[] { 500, 1, 1 }, split.Select(s => s.Repeats).ToArray());
    }

    [TestMethod]
    [DataRow("SELECT 1\nGO GO", "MB2015@9")]
    [DataRow("SELECT 1\nGO 99999999999\n", "MB2015@9")]
    [DataRow("SELECT 1 AS GO\nSELECT [GO]", "")]
    [DataRow("  :connect server\nSELECT 1", "MB2014@2")]
    [DataRow("!!del x", "MB2014@0")]
    [DataRow("SELECT geography::Point(1, 2, 3)\nlabel: SELECT 1", "")]
    [DataRow("USE $(db); -- $(x)\nSELECT '$(a-b)', '$(1)', \"$(c)\"", "MB2014@4 MB2014@27 MB2014@45")]
    [DataRow("CREATE OR ALTER VIEW v AS SELECT 1", "")]
    [DataRow(";CREATE PROC p AS EXEC('CREATE VIEW v AS SELECT 1')", "")]
    [DataRow("SET NOCOUNT ON\nALTER PROCEDURE p AS SELECT 1", "MB2012@15")]
    [DataRow("SELECT 1 CREATE SCHEMA s", "MB2012@9")]
    [DataRow("GRANT SELECT, CREATE FUNCTION, ALTER TRIGGER TO reader", "")]
    [DataRow("IF @@TRANCOUNT > 0 COMMIT TRAN", "MB2002@19")]
    [DataRow("SAVE TRANSACTION a; BEGIN DISTRIBUTED TRAN; ROLLBACK", "MB2002@0 MB2002@20 MB2002@44")]
    [DataRow("BEGIN TRY SELECT 1 END TRY BEGIN CATCH THROW END CATCH", "")]
    [DataRow("CREATE TRIGGER t ON a AFTER INSERT AS ROLLBACK", "")]
    [DataRow("SELECT 1; DROP DATABASE old; BACKUP LOG a TO DISK = 'x'; CREATE FULLTEXT INDEX ON t (a) KEY INDEX i", "MB2005@10 MB2005@29 MB2005@57")]
    [DataRow("GRANT CREATE DATABASE TO x; ALTER DATABASE SCOPED CONFIGURATION SET MAXDOP = 1", "")]
    public void Finds_what_no_server_takes_there(string text, string found)
    {
        var findings = SqlServerDialect.Instance.Check(text, transactional: true);

        Assert.AreEqual(found, string.Join(' ', findings.Select(f => $"{f.Descriptor.Code}@{f.Offset}")));
    }

    [TestMethod]
    public void Outside_a_transaction_a_script_may_have_its_own()
    {
        Assert.IsEmpty(SqlServerDialect.Instance.Check("BEGIN TRAN; ALTER DATABASE a SET RECOVERY SIMPLE; COMMIT", transactional: false));
    }

    [TestMethod]
    public void What_is_left_of_a_script_outside_a_transaction_is_not_known()
    {
        Assert.AreEqual(OutsideEffect.Unknown, SqlServerDialect.Instance.EffectOutside("CREATE TABLE t (a int)"));
    }
}
