using System.Diagnostics;
using MigrationBuild.PostgreSql.Proofs;

namespace MigrationBuild.Drivers.Tests.Scratch;

[TestClass]
public sealed class PostgreSqlScratchStateTests : PostgreSqlScratchTests
{
    private const string Setup = """
        CREATE ROLE app;
        CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b text);
        GRANT SELECT ON t TO app;
        INSERT INTO t (b) VALUES ('kept');
        """;

    [TestMethod]
    public async Task The_kept_state_comes_back_whole_as_often_as_one_likes()
    {
        await using var scratch = await CreateAsync(Setup);
        var session = scratch.Session;
        var before = await scratch.Session.ReadSchemaAsync(Cancellation);
        await scratch.KeepAsync(Cancellation);
        Assert.AreSame(session, scratch.Session);
        for (var i = 0; i < 2; i++)
        {
            await RunAsync(scratch, "REVOKE ALL ON t FROM app; DROP ROLE app; CREATE ROLE other; INSERT INTO t (b) VALUES ('new'); ALTER TABLE t ADD c int");
            await scratch.Session.BeginAsync(Cancellation);
            await scratch.Session.ExecuteAsync(Script("DROP TABLE t"), Cancellation);
            await scratch.ReturnAsync(Cancellation);
            Assert.AreEqual(before.Fingerprint, (await scratch.Session.ReadSchemaAsync(Cancellation)).Fingerprint);
            Assert.AreEqual("'1','kept'", await RowsAsync(scratch, "public.t"));
            Assert.AreEqual("1", await scratch.Session.ScalarAsync("SELECT count(*) FROM pg_roles WHERE rolname IN ('app', 'other')", Cancellation));
        }
        await RunAsync(scratch, "INSERT INTO t (b) VALUES ('later')");
        await scratch.KeepAsync(Cancellation);
        await RunAsync(scratch, "DELETE FROM t");
        await scratch.ReturnAsync(Cancellation);
        Assert.AreEqual("'1','kept' '2','later'", await RowsAsync(scratch, "public.t"));
    }

    [TestMethod]
    public async Task A_saved_state_is_one_to_begin_with()
    {
        using var folder = new TempFolder();
        var file = folder.File("state");
        string fingerprint;
        await using (var scratch = await CreateAsync(Setup))
        {
            fingerprint = (await scratch.Session.ReadSchemaAsync(Cancellation)).Fingerprint;
            await scratch.SaveAsync(file, Cancellation);
            // The database goes on from where it was.
            Assert.AreEqual("'1','kept'", await RowsAsync(scratch, "public.t"));
            await RunAsync(scratch, "DELETE FROM t");
        }
        await using var next = await CreateAsync(state: file);
        Assert.AreEqual(fingerprint, (await next.Session.ReadSchemaAsync(Cancellation)).Fingerprint);
        Assert.AreEqual("'1','kept'", await RowsAsync(next, "public.t"));
        await RunAsync(next, "GRANT INSERT ON t TO app");
        Assert.AreEqual(file, Directory.GetFiles(folder.Path).Single());
    }

    [TestMethod]
    [DataRow("foreign")]
    [DataRow("cut")]
    [DataRow("altered")]
    [DataRow("altered at its end, behind all that tar reads")]
    public async Task A_state_that_is_not_whole_or_of_another_server_is_refused(string damage)
    {
        using var folder = new TempFolder();
        var file = folder.File("state");
        await using (var scratch = await CreateAsync(Setup))
            await scratch.SaveAsync(file, Cancellation);
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        switch (damage)
        {
            case "foreign":
                bytes[40] ^= 1;
                break;
            case "cut":
                bytes = bytes[..(bytes.Length / 2)];
                break;
            case "altered":
                bytes[bytes.Length / 2] ^= 0x10;
                break;
            default:
                bytes[^20] ^= 0x10;
                break;
        }
        await File.WriteAllBytesAsync(file, bytes, Cancellation);
        var refusal = await Assert.ThrowsExactlyAsync<ScratchUnavailableException>(() => new PostgreSqlScratchDriver().CreateAsync(null, file, Cancellation));
        Assert.Contains("state", refusal.Message);
        Assert.Contains("delete it", refusal.Message);
    }

    [TestMethod]
    public async Task A_state_that_cannot_be_written_is_an_error_and_the_database_goes_on()
    {
        await using var scratch = await CreateAsync(Setup);
        using var folder = new TempFolder();
        await Assert.ThrowsAsync<IOException>(() => scratch.SaveAsync(Path.Combine(folder.Path, "missing", "state"), Cancellation));
        Assert.AreEqual("'1','kept'", await RowsAsync(scratch, "public.t"));
    }

    [TestMethod]
    [DataRow("open")]
    [DataRow("keep")]
    [DataRow("save")]
    public async Task Nothing_is_left_of_a_killed_process(string moment)
    {
        using var folder = new TempFolder();
        using var child = SecondProcess.Start("scratch-postgresql", moment, folder.File("state"));
        var server = (await child.StandardOutput.ReadLineAsync(Cancellation))!;
        Assert.IsTrue(Directory.Exists(server), server);
        var postmaster = Process.GetProcessById(int.Parse(File.ReadLines(Path.Combine(server, "data", "postmaster.pid")).First()));
        if (moment != "open")
            Assert.AreEqual("go", await child.StandardOutput.ReadLineAsync(Cancellation));
        child.Kill();
        await postmaster.WaitForExitAsync(Cancellation);
        for (var i = 0; i < 1000 && Directory.Exists(server); i++)
            await Task.Delay(20, Cancellation);
        Assert.IsFalse(Directory.Exists(server));
        Assert.IsFalse(File.Exists(folder.File("state")) && moment == "open");
    }
}
