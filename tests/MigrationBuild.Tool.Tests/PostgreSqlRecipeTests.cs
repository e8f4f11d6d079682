using MigrationBuild.PostgreSql.Scratch;

namespace MigrationBuild.Tool.Tests;

[TestClass]
public sealed class PostgreSqlRecipeTests : RecipeTests
{
    private ScratchServer _server = null!;
    private string _connection = "";
    private int _number;

    protected override string Connection => _connection;

    protected override IReadOnlyList<string> MorePrograms => [PostgreSqlBinaries.Find().Folder];

    [TestInitialize]
    public async Task StartAsync() => _server = await StartServerAsync();

    [TestCleanup]
    public async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    protected override string Chain(bool fails) => PostgreSqlBundle(
        ("CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);", "DROP TABLE a;"),
        ("-- migrate:transaction none\nDO $$ BEGIN CREATE TABLE b (id int); INSERT INTO b VALUES (7); END $$;", "DROP TABLE b;"),
        ("CREATE TABLE c (id int);", "DROP TABLE c;"),
        (fails ? "INSERT INTO nowhere VALUES (1);" : "CREATE TABLE d (id int);", "DROP TABLE d;"));

    protected override string State() => Ask(Connection,
        """
        SELECT string_agg(tablename || '=' || (xpath('/row/c/text()', query_to_xml('SELECT count(*) AS c FROM ' || quote_ident(tablename), false, true, '')))[1]::text, ';' ORDER BY tablename)
        FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration_history'
        """);

    protected override void Execute(string sql) => Ask(Connection, sql + "; SELECT 1");

    protected override void Again() => _connection = _server.CreateDatabaseAsync($"a shop's {++_number}").GetAwaiter().GetResult();
}
