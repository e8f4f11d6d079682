using MigrationBuild.Sql;

namespace MigrationBuild.Core.Tests.Sql;

[TestClass]
public sealed class OutsideEffectTests
{
    [TestMethod]
    [DataRow("VACUUM", OutsideEffect.Nothing)]
    [DataRow("PRAGMA foreign_keys = off; ALTER TABLE a ADD COLUMN b; PRAGMA foreign_keys = on", OutsideEffect.Schema)]
    [DataRow("CREATE TABLE a (b); CREATE INDEX i ON a (b)", OutsideEffect.Schema)]
    [DataRow("UPDATE a SET b = 1", OutsideEffect.Whole)]
    [DataRow("UPDATE a SET b = 1; VACUUM", OutsideEffect.Whole)]
    [DataRow("UPDATE a SET b = 1; UPDATE a SET b = 2", OutsideEffect.Unknown)]
    [DataRow("CREATE TABLE a (b); INSERT INTO a VALUES (1)", OutsideEffect.Unknown)]
    [DataRow("PRAGMA user_version = 7", OutsideEffect.Unknown)]
    public void Of_sqlite(string script, OutsideEffect expected) => Assert.AreEqual(expected, SqliteDialect.Instance.EffectOutside(script));

    [TestMethod]
    [DataRow("CREATE INDEX CONCURRENTLY i ON a (b)", OutsideEffect.Schema)]
    [DataRow("CREATE UNIQUE INDEX CONCURRENTLY i ON a (b)", OutsideEffect.Schema)]
    [DataRow("DROP INDEX CONCURRENTLY i", OutsideEffect.Schema)]
    [DataRow("REINDEX INDEX CONCURRENTLY i", OutsideEffect.Schema)]
    [DataRow("ALTER TYPE mood ADD VALUE 'glad'", OutsideEffect.Schema)]
    [DataRow("ALTER TABLE a DETACH PARTITION b CONCURRENTLY", OutsideEffect.Schema)]
    [DataRow("CREATE OR REPLACE VIEW v AS SELECT 1", OutsideEffect.Schema)]
    [DataRow("VACUUM (FULL) a", OutsideEffect.Nothing)]
    [DataRow("REFRESH MATERIALIZED VIEW CONCURRENTLY v", OutsideEffect.Nothing)]
    [DataRow("UPDATE a SET b = 1", OutsideEffect.Whole)]
    [DataRow("WITH x AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM x", OutsideEffect.Whole)]
    [DataRow("CREATE SEQUENCE s", OutsideEffect.Whole)]
    [DataRow("CALL fill()", OutsideEffect.Unknown)]
    [DataRow("DO $$ BEGIN COMMIT; END $$", OutsideEffect.Unknown)]
    [DataRow("CREATE DATABASE d", OutsideEffect.Unknown)]
    [DataRow("ALTER SYSTEM SET work_mem = '1MB'", OutsideEffect.Unknown)]
    [DataRow("EXPLAIN ANALYZE DELETE FROM a", OutsideEffect.Unknown)]
    public void Of_postgresql(string script, OutsideEffect expected) => Assert.AreEqual(expected, PostgreSqlDialect.Instance.EffectOutside(script));
}
