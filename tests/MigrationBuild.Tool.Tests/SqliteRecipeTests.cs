namespace MigrationBuild.Tool.Tests;

[TestClass]
public sealed class SqliteRecipeTests : RecipeTests
{
    private int _number;

    protected override string Connection => PathOf($"a shop's {_number}.db");

    protected override string Chain(bool fails) => Bundle(
        ("CREATE TABLE a (id INTEGER);\nINSERT INTO a VALUES (1);", "DROP TABLE a;"),
        ("-- migrate:transaction none\nCREATE TABLE b (id INTEGER);\nINSERT INTO b VALUES (7);", "DROP TABLE b;"),
        ("CREATE TABLE c (id INTEGER);", "DROP TABLE c;"),
        (fails ? "INSERT INTO nowhere VALUES (1);" : "CREATE TABLE d (id INTEGER);", "DROP TABLE d;"));

    protected override string State() => string.Join(';', Rows(Connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('migration_history', 'sqlite_sequence') ORDER BY name")
        .Split('\n').Select(t => $"{t}={Rows(Connection, $"SELECT count(*) FROM {t}")}"));

    protected override void Execute(string sql) => Execute(Connection, sql);

    protected override void Again() => _number++;
}
