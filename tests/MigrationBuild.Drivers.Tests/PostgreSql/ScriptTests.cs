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
    [DataRow("CALL twice()")]
    [DataRow("DO 'BEGIN INSERT INTO done VALUES (1); COMMIT; LOCK TABLE t; END'")]
    public async Task WhatCommitsByItselfIsNotTriedAgain(string statement)
    {
        await PlainAsync("CREATE TABLE t (a int); CREATE TABLE done (a int); CREATE PROCEDURE twice() LANGUAGE plpgsql AS 'BEGIN INSERT INTO done VALUES (1); COMMIT; LOCK TABLE t; END'");
        await using var database = await OpenAsync();
        await using var blocker = await BlockAsync("LOCK TABLE t");

        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(
            () => database.ExecuteAsync(Script(statement, transactional: false) with { LockTimeout = TimeSpan.FromMilliseconds(200), Timeout = TimeSpan.FromSeconds(5) }, Cancellation));

        Assert.AreEqual("1", await AskAsync("SELECT count(*) FROM done"));
        Assert.AreEqual("55P03", failure.Code);
    }

    [TestMethod]
    [DataRow("SELECT pg_advisory_unlock_all();", true)]
    [DataRow("DISCARD ALL", false)]
    public async Task ScriptThatLetsGoOfTheDeploymentLockIsStopped(string sql, bool transactional)
    {
        await using var database = await OpenAsync();
        await using var held = await database.LockAsync(Long, "me", Cancellation);
        if (transactional)
            await database.BeginAsync(Cancellation);

        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => database.ExecuteAsync(Script(sql, transactional), Cancellation));

        Assert.AreEqual(ScriptFailure.BrokeTransaction, failure.Reason);
        Assert.Contains("deployment lock", failure.Message);
        await database.RollbackAsync();
    }

    [TestMethod]
    public async Task LimitsHoldBetweenScriptsToo()
    {
        await using var database = await OpenAsync();
        await database.BeginAsync(Cancellation);
        var before = await LimitsAsync();
        await database.ExecuteAsync(Script("SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;"), Cancellation);
        Assert.AreEqual(before, await LimitsAsync());
        Assert.AreEqual("2s 10min", before);
        await database.RollbackAsync();

        Task<string?> LimitsAsync() => database.ScalarAsync("SELECT concat_ws(' ', current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout'))", Cancellation);
    }

    [TestMethod]
    public async Task DefaultsOfTheDatabaseStopNoStep()
    {
        var name = await AskAsync("SELECT quote_ident(current_database())");
        await PlainAsync($"ALTER DATABASE {name} SET default_transaction_read_only = on; ALTER DATABASE {name} SET idle_session_timeout = '1min'");
        await using var database = await OpenAsync();

        await RunAsync(database, "CREATE TABLE inside (a int);");
        await database.ExecuteAsync(Script("CREATE TABLE outside (a int)", transactional: false), Cancellation);

        // A session that waits for its own dump or restore is idle for longer than any limit.
        Assert.AreEqual("0", await database.ScalarAsync("SELECT current_setting('idle_session_timeout')", Cancellation));
    }

    [TestMethod]
    public async Task CommitIsDurableWhateverTheDatabaseSays()
    {
        await PlainAsync("CREATE TABLE t (a int); CREATE TABLE seen (how text)");
        await PlainAsync("CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO seen VALUES (current_setting(''synchronous_commit'')); RETURN NULL; END'");
        await PlainAsync("CREATE CONSTRAINT TRIGGER look AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION look()");
        await PlainAsync($"ALTER DATABASE \"{await AskAsync("SELECT current_database()")}\" SET synchronous_commit = off");
        await using var database = await OpenAsync();

        await RunAsync(database, "INSERT INTO t VALUES (1);");

        Assert.AreEqual("on", await AskAsync("SELECT how FROM seen"));
    }

    [TestMethod]
    public async Task CancelledConcurrentIndexDoesNotWaitForWhoBlocksIt()
    {
        await PlainAsync("CREATE TABLE t (a int)");
        await using var database = await OpenAsync();
        await using var blocker = await BlockAsync("INSERT INTO t VALUES (1)");
        using var stop = new CancellationTokenSource();
        var running = database.ExecuteAsync(Script("CREATE INDEX CONCURRENTLY i ON t (a)", transactional: false), stop.Token);
        while (await AskAsync("SELECT count(*) FROM pg_class WHERE relname = 'i'") == "0")
            await Task.Delay(20, Cancellation);
        await stop.CancelAsync();

        // Not a measure of time: without an end to it the test would hang.
        await Assert.ThrowsAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(40), Cancellation));
    }

    [TestMethod]
    public async Task ConcurrentIndexThatIsBlockedTellsItsTimeLimit()
    {
        await PlainAsync("CREATE TABLE t (a int)");
        await using var database = await OpenAsync();
        await using var blocker = await BlockAsync("INSERT INTO t VALUES (1)");

        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(
            () => database.ExecuteAsync(Script("CREATE INDEX CONCURRENTLY i ON t (a)", transactional: false) with { Timeout = TimeSpan.FromSeconds(1) }, Cancellation));

        Assert.AreEqual(ScriptFailure.TimedOut, failure.Reason);
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
        foreach (var text in new[] { "SELECT 1;\n\\i x.sql", "SELECT 1;\nCOPY t FROM STDIN;\n1\n\\.\n", "SELECT 1;\nSELECT '\0';" })
            Assert.AreEqual(2, (await Assert.ThrowsExactlyAsync<ScriptException>(() => database.ExecuteAsync(Script(text), Cancellation))).Line);
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
