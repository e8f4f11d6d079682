using MigrationBuild.PostgreSql.Snapshots;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>Whatever goes wrong, the database is as it was, and nothing lies about.</summary>
[TestClass]
public sealed class PostgreSqlSnapshotFailureTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.001)]
    [DataRow(0.1)]
    [DataRow(0.5)]
    [DataRow(0.9)]
    [DataRow(0.999)]
    public async Task A_truncated_dump_is_refused(double part)
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        await database.Snapshots().WriteAsync(database.File, null, None);
        var bytes = await File.ReadAllBytesAsync(database.File);
        await File.WriteAllBytesAsync(database.File, bytes[..(int)(bytes.Length * part)]);
        await RequireRefusedAsync(database, new(), "pg_restore");
    }

    [TestMethod]
    public async Task A_file_with_more_than_a_dump_in_it_or_none_is_refused()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        await File.WriteAllTextAsync(database.File, "CREATE TABLE x (a int);");
        await RequireRefusedAsync(database, new(), "pg_restore");
        await File.WriteAllTextAsync(database.File, "{ \"database\": 1 }");
        await RequireRefusedAsync(database, new(), "is no snapshot");
        await File.WriteAllTextAsync(database.File, $$"""{ "database": "postgres", "oid": 5, "source": "{{database.Inner.Name}}" }""");
        await RequireRefusedAsync(database, new(), "not of");
    }

    [TestMethod]
    public async Task An_altered_dump_whose_content_is_another_is_refused()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        var expected = await SnapshotDatabase.StateAsync(database.Inner.Connection);
        await database.Snapshots().WriteAsync(database.File, null, None);
        var bytes = await File.ReadAllBytesAsync(database.File);
        var at = bytes.AsSpan().IndexOf("age_ok"u8);
        bytes[at] = (byte)'b';
        await File.WriteAllBytesAsync(database.File, bytes);
        await RequireRefusedAsync(database, new() { Expected = expected, ReadState = SnapshotDatabase.ReadStateAsync }, "the schema differs");
    }

    [TestMethod]
    [DataRow(SnapshotMethod.Dump)]
    [DataRow(SnapshotMethod.Template)]
    public async Task A_copy_that_is_not_what_was_expected_does_not_take_the_place(SnapshotMethod method)
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        await database.Snapshots(new() { Method = method }).WriteAsync(database.File, null, None);
        await database.LookAsync();
        var state = await SnapshotDatabase.StateAsync(database.Inner.Connection);
        var good = new PostgreSqlSnapshotOptions { Expected = state, ReadState = SnapshotDatabase.ReadStateAsync };
        var other = good with { Expected = state with { RowCounts = new Dictionary<string, long> { ["app.users"] = 5 } } };
        await RequireRefusedAsync(database, other, "table app.users: 3004 rows, expected 5 rows", copies: method == SnapshotMethod.Template ? 1 : 0);
        await database.Snapshots(good).RestoreAsync(database.File, null, None);
    }

    [TestMethod]
    public async Task A_cancelled_dump_leaves_nothing()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() => database.Snapshots().WriteAsync(database.File, new Sqlite.CancelAtFirstReport(cancel), cancel.Token));
        Assert.IsEmpty(database.Folder.Names());
        await RequireNoClientAsync(database);
    }

    [TestMethod]
    public async Task A_cancelled_restore_leaves_the_database()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        await database.Snapshots().WriteAsync(database.File, null, None);
        var before = await database.LookAsync();
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() => database.Snapshots().RestoreAsync(database.File, new Sqlite.CancelAtFirstReport(cancel), cancel.Token));
        Assert.AreEqual(before, await database.LookAsync());
        Assert.IsEmpty(await database.CopiesAsync());
        await RequireNoClientAsync(database);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_killed_dump_takes_the_client_program_with_it()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        // The dump waits for this, so that it is not over before its maker is dead.
        await using var transaction = await database.Inner.Connection.BeginTransactionAsync(None);
        await database.Inner.RunAsync("LOCK TABLE app.users");
        using (var process = SecondProcess.Start("die-in-dump", database.Inner.ConnectionString, database.File))
            await process.WaitForExitAsync(None);
        for (var i = 0; i < 250 && Processes(database.File).Any(); i++)
            await Task.Delay(20, None);
        Assert.IsEmpty(Processes(database.File));
        CollectionAssert.AreEqual(new[] { "copy.snapshot.partial" }, database.Folder.Names());
    }

    [TestMethod]
    public async Task A_killed_restore_leaves_the_database_and_the_next_one_cleans_up()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        await database.Snapshots().WriteAsync(database.File, null, None);
        var content = await database.LookAsync();
        await database.RuinAsync();
        var before = await database.LookAsync();
        await database.Inner.Connection.CloseAsync();
        using (var process = SecondProcess.Start("die-in-dump-restore", database.Inner.ConnectionString, database.File))
            await process.WaitForExitAsync();
        Assert.AreEqual(before, await database.LookAsync());
        Assert.HasCount(1, await database.CopiesAsync());

        var restored = await database.Snapshots().RestoreAsync(database.File, null, None);
        Assert.AreEqual(content, await database.LookAsync());
        CollectionAssert.AreEqual(new[] { restored.Previous }, await database.CopiesAsync());
    }

    [TestMethod]
    public async Task A_template_copy_that_somebody_changed_does_not_take_the_place()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        var options = new PostgreSqlSnapshotOptions { Method = SnapshotMethod.Template, ReadState = SnapshotDatabase.ReadStateAsync };
        await database.Snapshots(options).WriteAsync(database.File, null, None);
        var copy = TestDatabase.Quote((await database.CopiesAsync()).Single());
        await TestDatabase.OnServerAsync($"ALTER DATABASE {copy} ALLOW_CONNECTIONS true");
        await using (var somebody = new NpgsqlConnection(TestServer.ConnectionString((await database.CopiesAsync()).Single())))
        {
            await somebody.OpenAsync();
            await using var insert = new NpgsqlCommand("INSERT INTO app.users (email) VALUES ('one more')", somebody);
            await insert.ExecuteNonQueryAsync();
        }
        await RequireRefusedAsync(database, options, "table app.users: ", copies: 1);
    }

    [TestMethod]
    public async Task A_copy_that_another_process_is_making_is_left_alone()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        await database.Snapshots().WriteAsync(database.File, null, None);
        var other = $"{database.Inner.Name}_mb_new_0123abcd";
        await TestDatabase.OnServerAsync($"CREATE DATABASE \"{other}\" CONNECTION LIMIT {CopyNames.Mark(other, database.Inner.Name)}");
        await using var maker = new NpgsqlConnection(TestServer.ConnectionString("postgres"));
        await maker.OpenAsync();
        await using (var claim = new NpgsqlCommand($"SELECT pg_advisory_lock(hashtextextended('{other}', 0))", maker))
            await claim.ExecuteNonQueryAsync();
        await database.Snapshots().RestoreAsync(database.File, null, None);
        Assert.Contains(other, await database.CopiesAsync());
    }

    [TestMethod]
    [DataRow(SnapshotMethod.Dump)]
    [DataRow(SnapshotMethod.Template)]
    public async Task Others_who_are_connected_are_named_and_stay(SnapshotMethod method)
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        if (method == SnapshotMethod.Dump)
            await database.Snapshots().WriteAsync(database.File, null, None);
        await using var other = new NpgsqlConnection(database.Inner.ConnectionString + ";Application Name=the shop");
        await other.OpenAsync();
        var snapshots = database.Snapshots(new() { Method = method });
        var error = await Assert.ThrowsExactlyAsync<EngineException>(() =>
            method == SnapshotMethod.Dump ? snapshots.RestoreAsync(database.File, null, None) : snapshots.WriteAsync(database.File, null, None));
        Assert.Contains($"{other.ProcessID} (postgres, the shop", error.Message);
        await using var alive = new NpgsqlCommand("SELECT 1", other);
        Assert.AreEqual(1, await alive.ExecuteScalarAsync());
        Assert.IsEmpty(await database.CopiesAsync());
    }

    [TestMethod]
    [DataRow(SnapshotMethod.Dump)]
    [DataRow(SnapshotMethod.Template)]
    public async Task Fenced_it_works_while_clients_come_back_again_and_again(SnapshotMethod method)
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        await TestDatabase.OnServerAsync($"ALTER DATABASE \"{database.Inner.Name}\" CONNECTION LIMIT -1");
        var before = await database.LookAsync();
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 6).Select(_ => ComeBackAsync(database.Inner.ConnectionString, stop.Token)).ToList();
        IReadOnlyList<string> ended = [];
        var options = new PostgreSqlSnapshotOptions { Method = method, Fence = true, EndingSessions = sessions => ended = sessions };
        await database.Snapshots(options).WriteAsync(database.File, null, None);
        await database.RuinAsync();
        await database.Snapshots(options).RestoreAsync(database.File, null, None);
        await stop.CancelAsync();
        Assert.AreEqual(before, await database.LookAsync());
        Assert.IsGreaterThanOrEqualTo(6, (await Task.WhenAll(clients)).Sum());
        Assert.IsNotEmpty(ended);
    }

    [TestMethod]
    public async Task A_session_that_the_role_may_not_end_is_busy()
    {
        await using var database = await TestDatabase.CreateAsync(prefix: "b");
        var role = $"mb_owner_{Guid.NewGuid():N}";
        await TestDatabase.OnServerAsync($"CREATE ROLE {role} LOGIN CREATEDB; ALTER DATABASE \"{database.Name}\" OWNER TO {role}");
        try
        {
            using var folder = new TempFolder();
            var snapshots = new PostgreSqlSnapshots(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role }.ConnectionString, new() { Fence = true });
            await snapshots.WriteAsync(folder.File("x.snapshot"), null, None);
            // The superuser's session of the test itself stays.
            var error = await Assert.ThrowsExactlyAsync<EngineException>(() => snapshots.RestoreAsync(folder.File("x.snapshot"), null, None));
            Assert.AreEqual(EngineTrouble.Busy, error.Trouble, error.Message);
        }
        finally
        {
            await TestDatabase.OnServerAsync($"ALTER DATABASE \"{database.Name}\" OWNER TO CURRENT_USER; DROP ROLE {role}");
        }
    }

    [TestMethod]
    public async Task A_replaced_database_that_cannot_be_dropped_is_kept_and_named()
    {
        await using var server = await MigrationBuild.PostgreSql.Scratch.ScratchServer.StartAsync(cancellationToken: None);
        var notices = new List<string>();
        var request = new ConnectionRequest(await server.CreateDatabaseAsync("shop", None), false, TimeSpan.FromMinutes(1), Notices: notices.Add);
        await using var database = await new MigrationBuild.PostgreSql.PostgreSqlDriver().OpenAsync(request, None);
        using var folder = new TempFolder();
        await database.WriteSnapshotAsync(folder.File("x.snapshot"), null, None);
        // A database with a subscription cannot be dropped (dropdb in src/backend/commands/dbcommands.c).
        await database.ExecuteAsync(new() { File = "f", Hash = "", Transactional = false, Text = "CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE)" }, None);

        await database.RestoreSnapshotAsync(folder.File("x.snapshot"), null, None);

        Assert.AreEqual("0", await database.ScalarAsync("SELECT count(*) FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())", None));
        var kept = await database.ScalarAsync(@"SELECT datname FROM pg_database WHERE datname LIKE 'shop\_mb\_old\_%'", None);
        Assert.Contains(kept!, string.Join('\n', notices));
    }

    [TestMethod]
    public async Task A_prepared_transaction_is_named_even_where_fenced()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        await database.Snapshots().WriteAsync(database.File, null, None);
        if (await database.Inner.AskAsync("SELECT current_setting('max_prepared_transactions')") == "0")
            Assert.Inconclusive("the server has max_prepared_transactions = 0");
        await database.Inner.RunAsync("BEGIN; CREATE TABLE x (a int); PREPARE TRANSACTION 'left over'");
        var error = await Assert.ThrowsExactlyAsync<EngineException>(() => database.Snapshots(new() { Fence = true }).RestoreAsync(database.File, null, None));
        await database.Inner.RunAsync("ROLLBACK PREPARED 'left over'");
        Assert.Contains("prepared transaction 'left over'", error.Message);
    }

    [TestMethod]
    public async Task A_server_newer_than_the_programs_is_told()
    {
        var error = await Assert.ThrowsExactlyAsync<EngineException>(() => ClientPrograms.FindAsync(99, None));
        Assert.Contains("needs pg_dump and pg_restore of version 99 or newer; there are ", error.Message);
        Assert.Contains("MIGRATIONBUILD_PG_BIN", error.Message);
    }

    [TestMethod]
    public async Task A_password_goes_by_environment_only()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        var settings = new NpgsqlConnectionStringBuilder(database.Inner.ConnectionString) { Password = "canary" };
        Assert.AreEqual("canary", ClientEnvironment.For(database.Inner.Connection, settings, 15)["PGPASSWORD"]);
        Assert.AreEqual(@"--dbname=dbname='it\'s \\ x'", ClientEnvironment.DatabaseOption(@"it's \ x"));
    }

    private static async Task RequireRefusedAsync(SnapshotDatabase database, PostgreSqlSnapshotOptions options, string words, int copies = 0)
    {
        var before = await database.LookAsync();
        var error = await Assert.ThrowsExactlyAsync<EngineException>(() => database.Snapshots(options).RestoreAsync(database.File, null, None));
        Assert.Contains(words, error.Message);
        Assert.AreEqual(before, await database.LookAsync());
        Assert.HasCount(copies, await database.CopiesAsync());
    }

    private static async Task RequireNoClientAsync(SnapshotDatabase database)
    {
        for (var i = 0; i < 250; i++)
        {
            if (await TestDatabase.AskServerAsync($"SELECT count(*) FROM pg_stat_activity WHERE starts_with(datname, left('{database.Inner.Name}', 34)) AND pid <> {database.Inner.Connection.ProcessID}") == "0")
                return;
            await Task.Delay(20, None);
        }
        Assert.Fail("a session of a client program is left");
    }

    /// <summary>Command lines of running processes in which a text stands.</summary>
    private static IEnumerable<string> Processes(string text) =>
        Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)).Select(CommandLine).Where(line => line.Contains(text, StringComparison.Ordinal));

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            // It has just ended.
            return "";
        }
    }

    /// <summary>An application with a pool: connects, works, is thrown out, connects again.</summary>
    private static async Task<int> ComeBackAsync(string connectionString, CancellationToken stop)
    {
        var times = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(stop);
                times++;
                await using var command = new NpgsqlCommand("SELECT pg_sleep(0.05)", connection);
                while (!stop.IsCancellationRequested)
                    await command.ExecuteNonQueryAsync(stop);
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
            {
                // Thrown out, or told to stop.
            }
        }
        return times;
    }
}
