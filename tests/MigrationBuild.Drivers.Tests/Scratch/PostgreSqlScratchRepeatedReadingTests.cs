namespace MigrationBuild.Drivers.Tests.Scratch;

/// <summary>The queries of the catalog are planned once; a script may throw the plans away.</summary>
[TestClass]
public sealed class PostgreSqlScratchRepeatedReadingTests : PostgreSqlScratchTests
{
    [TestMethod]
    [DataRow("DEALLOCATE ALL", true)]
    [DataRow("DO $$ BEGIN EXECUTE 'DEALLOC' || 'ATE ALL'; END $$", true)]
    [DataRow("PREPARE mine AS SELECT 1", true)]
    [DataRow("DEALLOCATE ALL; PREPARE mine AS SELECT 1", true)]
    [DataRow("DISCARD ALL", false)]
    [DataRow("DISCARD PLANS", false)]
    public async Task The_catalog_can_be_read_whatever_a_script_does_to_prepared_statements(string sql, bool transactional)
    {
        await using var scratch = await CreateAsync("CREATE TABLE a (id int PRIMARY KEY)");
        await ReadAsync("public.a");
        if (transactional)
            await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script($"{sql}; CREATE TABLE b (id int PRIMARY KEY)", transactional), Cancellation);
        await ReadAsync("public.a", "public.b");
        await ReadAsync("public.a", "public.b");
        if (!transactional)
            return;
        await scratch.Session.RollbackAsync();
        await ReadAsync("public.a");

        async Task ReadAsync(params string[] tables)
        {
            var schema = await scratch.Session.ReadSchemaAsync(Cancellation);
            CollectionAssert.AreEqual(tables, schema.Objects.Where(o => o.Kind == "table").Select(o => o.Name).ToArray());
            CollectionAssert.AreEqual(tables, (await scratch.ReadTablesAsync(Cancellation)).Select(t => t.Name).ToArray());
        }
    }

    [TestMethod]
    public async Task The_search_path_of_a_script_does_not_change_what_is_read()
    {
        await using var scratch = await CreateAsync("CREATE SCHEMA other; CREATE TABLE other.a (id int PRIMARY KEY, x text DEFAULT 'x' CHECK (x <> ''))");
        var before = (await scratch.Session.ReadSchemaAsync(Cancellation)).CanonicalText;
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script("SET search_path = other; CREATE FUNCTION other.pg_get_expr(pg_node_tree, oid) RETURNS text LANGUAGE sql AS 'SELECT ''mine'''; DROP FUNCTION other.pg_get_expr"), Cancellation);
        Assert.AreEqual(before, (await scratch.Session.ReadSchemaAsync(Cancellation)).CanonicalText);
        await scratch.Session.RollbackAsync();
    }
}
