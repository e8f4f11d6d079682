using MigrationBuild.Diagnostics;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

[TestClass]
public sealed class ScriptTests : PostgreSqlTests
{
    [TestMethod]
    public async Task BodiesWithSemicolonsAreOneStatement()
    {
        await using var database = await OpenAsync();
        await RunAsync(database,
            """
            CREATE TABLE t (a int, b text);
            CREATE FUNCTION atomic(x int) RETURNS int LANGUAGE sql
                BEGIN ATOMIC INSERT INTO t VALUES (x, 'a;b'); SELECT CASE WHEN x > 1 THEN 1 ELSE 2 END; END;
            CREATE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC DELETE FROM t; INSERT INTO t VALUES (9, $$;$$); END;
            CREATE FUNCTION body() RETURNS void LANGUAGE plpgsql AS $body$ BEGIN PERFORM 1; RETURN; END; $body$;
            CREATE RULE r AS ON UPDATE TO t DO ALSO (DELETE FROM t WHERE a = 0; DELETE FROM t WHERE a = -1;);
            DO $$ BEGIN PERFORM atomic(1); END $$;
            CALL p();
            """);
        Assert.AreEqual("9", await AskAsync("SELECT string_agg(a::text, ',') FROM t"));
    }

    [TestMethod]
    public async Task NothingOfAScriptsSettingsIsLeftToTheNext()
    {
        await PlainAsync("CREATE SCHEMA other");
        await using var database = await OpenAsync();
        var before = await SettingsAsync();
        await database.BeginAsync(Cancellation);
        await database.ExecuteAsync(Script("SET search_path = other; SET ROLE pg_monitor; SET statement_timeout = 1; SET standard_conforming_strings = off;"), Cancellation);
        Assert.AreEqual(before, await SettingsAsync());
        await database.ExecuteAsync(Script("CREATE TABLE mine (a int);"), Cancellation);
        await database.AppendHistoryAsync(Row(), Cancellation);
        await database.CommitAsync(Cancellation);
        await database.ExecuteAsync(Script("SET search_path = other", transactional: false), Cancellation);

        Assert.AreEqual(before, await SettingsAsync());
        Assert.AreEqual("public", await AskAsync("SELECT string_agg(DISTINCT schemaname, ',') FROM pg_tables WHERE tablename IN ('mine', 'migration_history')"));

        Task<string?> SettingsAsync() => database.ScalarAsync(
            "SELECT concat_ws(' ', current_user, session_user, current_setting('search_path'), current_setting('standard_conforming_strings'), current_setting('application_name'))", Cancellation);
    }

    [TestMethod]
    public async Task RoleOfTheConnectionIsTheRoleOfEveryScript()
    {
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(ConnectionString) { Options = "-c role=pg_database_owner" }.ConnectionString;
        await using var database = await OpenAsync(connection: connection);
        await database.BeginAsync(Cancellation);
        await database.ExecuteAsync(Script("SET ROLE NONE;"), Cancellation);
        Assert.AreEqual("pg_database_owner", await database.ScalarAsync("SELECT current_user", Cancellation));
        await database.RollbackAsync();
    }

    [TestMethod]
    public async Task ErrorHasCodeDetailAndHintButNoValuesOfRows()
    {
        await PlainAsync("CREATE TABLE people (email text); INSERT INTO people VALUES ('ann@example.org'), ('ann@example.org'); CREATE VIEW v AS SELECT * FROM people");
        await using var database = await OpenAsync();

        var unique = await FailAsync("CREATE UNIQUE INDEX i ON people (email);");
        Assert.AreEqual("23505", unique.Code);
        Assert.Contains("Key (email) = (…) is duplicated", unique.Message);
        Assert.DoesNotContain("ann@", unique.Message);

        var dependent = await FailAsync("SELECT 1;\nDROP TABLE people;");
        Assert.AreEqual("2BP01", dependent.Code);
        Assert.AreEqual(2, dependent.Line);
        Assert.Contains("view v depends on table people. Use DROP ... CASCADE", dependent.Message);

        async Task<ScriptException> FailAsync(string sql)
        {
            await database.BeginAsync(Cancellation);
            var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => database.ExecuteAsync(Script(sql), Cancellation));
            await database.RollbackAsync();
            return failure;
        }
    }

    [TestMethod]
    public async Task CommitInAProcedureIsRefusedByTheServer()
    {
        await using var database = await OpenAsync();
        await database.BeginAsync(Cancellation);
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(
            () => database.ExecuteAsync(Script("CREATE TABLE t (a int);\nDO $$ BEGIN COMMIT; END $$;"), Cancellation));
        Assert.AreEqual("2D000", failure.Code);
        await database.RollbackAsync();
        Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
    }

    [TestMethod]
    public async Task LeftoverOfAConcurrentIndexIsRepaired()
    {
        await PlainAsync("CREATE SCHEMA s; CREATE TABLE s.\"T t\" (a int); INSERT INTO s.\"T t\" VALUES (1), (1)");
        await Assert.ThrowsExactlyAsync<Npgsql.PostgresException>(() => PlainAsync("CREATE UNIQUE INDEX CONCURRENTLY i ON s.\"T t\" (a)"));
        Assert.AreEqual("1", await AskAsync("SELECT count(*) FROM pg_index WHERE NOT indisvalid"));
        await PlainAsync("DELETE FROM s.\"T t\"");
        var notices = new List<string>();
        await using var database = await OpenAsync(notices: notices.Add);

        await database.ExecuteAsync(Script("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS I ON s.\"T t\" USING btree (a);", transactional: false), Cancellation);

        Assert.AreEqual("True", await AskAsync("SELECT indisvalid FROM pg_index WHERE indexrelid = 's.i'::regclass"));
        Assert.Contains("the invalid index s.i", string.Join('\n', notices));
    }

    [TestMethod]
    public async Task FailedConcurrentIndexLeavesNothing()
    {
        await PlainAsync("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)");
        await using var database = await OpenAsync();
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(
            () => database.ExecuteAsync(Script("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);", transactional: false), Cancellation));
        Assert.AreEqual("23505", failure.Code);
        Assert.AreEqual("0", await AskAsync("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"));
    }

    [TestMethod]
    public async Task DeferredConstraintsSpeakBeforeCommit()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED);");
        await database.BeginAsync(Cancellation);
        Assert.IsEmpty(await database.FindForeignKeyViolationsAsync(Cancellation));
        await database.ExecuteAsync(Script("INSERT INTO c VALUES (1);"), Cancellation);
        Assert.Contains("violates foreign key constraint", (await database.FindForeignKeyViolationsAsync(Cancellation)).Single());
        await database.ExecuteAsync(Script("INSERT INTO p VALUES (1);"), Cancellation);
        Assert.IsEmpty(await database.FindForeignKeyViolationsAsync(Cancellation));
        await database.CommitAsync(Cancellation);
    }

    [TestMethod]
    public async Task WhatIsNoSqlIsNotSent()
    {
        await using var database = await OpenAsync();
        await database.BeginAsync(Cancellation);
        var session = await database.ScalarAsync("SELECT pg_backend_pid()", Cancellation);
        foreach (var text in new[] { "SELECT 1;\n\\i x.sql", "SELECT 1;\nCOPY t FROM STDIN;\n1\n\\.\n", "SELECT 1;\nSELECT '\0';" })
        {
            var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => database.ExecuteAsync(Script(text), Cancellation));
            Assert.AreEqual((2, ScriptFailure.Refused), (failure.Line, failure.Reason), failure.Message);
        }
        // Sent, a NUL is where the message ends for the server, and the session is lost in what follows.
        Assert.AreEqual(session, await database.ScalarAsync("SELECT pg_backend_pid()", Cancellation));
        await database.RollbackAsync();
    }

    [TestMethod]
    public async Task SomethingElseOfTheHistorysNameIsRefused()
    {
        await PlainAsync("CREATE VIEW migration_history AS SELECT 1 AS id");
        await using var database = await OpenAsync();
        Assert.AreEqual("MB6009", (await Assert.ThrowsExactlyAsync<MigrationException>(() => database.ReadHistoryAsync(Cancellation))).Diagnostic.Descriptor.Code);
    }

    [TestMethod]
    public async Task TemporaryTableOfTheHistorysNameIsNotTheHistory()
    {
        await using var database = await OpenAsync();
        // It hides every table of that name that is asked for without its schema.
        await RunAsync(database, "CREATE TEMPORARY TABLE migration_history (a int);");

        await database.AppendHistoryAsync(Row(), Cancellation);

        Assert.HasCount(1, (await database.ReadHistoryAsync(Cancellation))!);
        Assert.AreEqual("1", await AskAsync("SELECT count(*) FROM public.migration_history"));
    }

    [TestMethod]
    public async Task HistoryWhoseRowsAreHiddenIsNotTakenForAnEmptyOne()
    {
        var role = $"mb_hidden_{Guid.NewGuid():N}";
        await using (var database = await OpenAsync())
            await database.AppendHistoryAsync(Row(), Cancellation);
        await PlainAsync($"CREATE ROLE {role} LOGIN; GRANT SELECT, INSERT ON migration_history TO {role}; ALTER TABLE migration_history ENABLE ROW LEVEL SECURITY");
        try
        {
            await using var database = await OpenAsync(connection: new Npgsql.NpgsqlConnectionStringBuilder(ConnectionString) { Options = $"-c role={role}" }.ConnectionString);
            var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => database.ReadHistoryAsync(Cancellation));
            Assert.AreEqual(Descriptors.HistoryUnreadable, refused.Diagnostic.Descriptor);
            Assert.Contains("row level security", refused.Message);
        }
        finally
        {
            await PlainAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    private static Deployment.HistoryRow Row() => new()
    {
        RunId = "0123456789abcdef0123456789abcdef",
        Action = Deployment.HistoryAction.Up,
        Version = "0001",
        Name = "n",
        BundleDigest = "b",
        ToolVersion = "0.1.0",
        At = DateTimeOffset.UnixEpoch,
        By = "me",
    };
}
