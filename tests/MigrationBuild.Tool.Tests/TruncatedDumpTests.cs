using MigrationBuild.PostgreSql.Scratch;

namespace MigrationBuild.Tool.Tests;

/// <summary>A dump of which the end is missing: its table of contents, which stands first, says nothing of that.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class TruncatedDumpTests : PostgreSqlToolTests
{
    [TestMethod]
    public async Task It_is_no_snapshot()
    {
        await using var server = await StartServerAsync();
        var connection = await server.CreateDatabaseAsync("shop");
        Ask(connection, "CREATE TABLE t AS SELECT i, repeat('x', 100) AS x FROM generate_series(1, 5000) AS i");
        var programs = Directory.CreateDirectory(PathOf("programs")).FullName;
        File.CreateSymbolicLink(Path.Combine(programs, "pg_restore"), Find("pg_restore"));
        // As a disk that loses what it was given.
        await File.WriteAllTextAsync(Path.Combine(programs, "pg_dump"),
            $$"""
            #!/bin/sh
            '{{Find("pg_dump")}}' "$@" || exit
            for argument do
                case $argument in --file=*) truncate --size=-200000 "${argument#--file=}" ;; esac
            done
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(programs, "pg_dump"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Variables[PostgreSqlBinaries.Variable] = programs;

        var result = Run("snapshot", "create", "--engine", "postgresql", "-c", connection, "--snapshot-dir", PathOf("snapshots"), "--json");

        result.AssertExit(1);
        Assert.AreEqual("MB6020", result.ErrorCode);
        Assert.Contains("pg_restore failed", result.Error + result.Output);
        Assert.IsEmpty(Directory.GetFiles(PathOf("snapshots")));
    }

    // Not beside the server's own programs: those of a client are often somewhere else.
    private static string Find(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Append(PostgreSqlBinaries.Find().Folder).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new AssertInconclusiveException($"{program} is not on PATH: nothing was tried with a truncated dump");
}
