using System.Globalization;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using Npgsql;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>A dump in pg_dump's custom format, uncompressed: compressing costs five times the dump's time (measured: 17 × a plain copy, against 3.3).</summary>
internal static class DumpFile
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private static readonly string NullDevice = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";

    /// <summary>Dumps a whole database with owners, privileges, comments and large objects, to the disk, and proves that it can be read to its end.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, ServerAccess server, PostgreSqlSnapshotOptions options, string file, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var programs = await ClientPrograms.FindAsync(connection.PostgreSqlVersion.Major, cancellationToken);
        var environment = ClientEnvironment.For(connection, server.Settings, programs.Major);
        var size = long.Parse((await connection.ValueAsync(PostgreSqlSnapshots.SizeSql, cancellationToken))!, CultureInfo.InvariantCulture);
        List<string> arguments =
        [
            "--format=custom", "--compress=0", "--blobs", "--no-password", $"--lock-wait-timeout={options.LockTimeout.TotalMilliseconds:0}",
            ClientEnvironment.DatabaseOption(server.Database),
        ];
        if (options.ExportedSnapshot is { } snapshot)
            arguments.Add($"--snapshot={snapshot}");

        await using (var stream = NewPrivateFile(file))
        {
            // Into the file itself, not through a pipe: that costs a quarter more (measured).
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var growth = ReportGrowthAsync(stream, size, progress, watching.Token);
            try
            {
                await ClientProcess.RunAsync(programs.Dump, [.. arguments, $"--file={file}", "--no-sync"], environment, null, null, cancellationToken);
            }
            finally
            {
                await watching.CancelAsync();
                await growth;
            }
            FaultPoint.Reach("postgresql.dump.streamed");
            stream.Flush(flushToDisk: true);
            FaultPoint.Reach("postgresql.dump.flushed");
        }
        // --list would do with the table of contents, which stands first: it accepts a file that was cut off behind it (measured).
        await ClientProcess.RunAsync(programs.Restore, [$"--file={NullDevice}", file], null, null, null, cancellationToken);
        FaultPoint.Reach("postgresql.dump.read");
        progress?.Report(1);
    }

    /// <summary>
    /// Restores into an empty database. Statement by statement: the database is thrown away where one fails, and one transaction for
    /// all would run out of locks at some 6,900 tables (measured).
    /// </summary>
    public static async Task RestoreAsync(
        NpgsqlConnection connection, ServerAccess server, string file, string database, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var programs = await ClientPrograms.FindAsync(connection.PostgreSqlVersion.Major, cancellationToken);
        var environment = ClientEnvironment.For(connection, server.Settings, programs.Major);
        // Its commits need not wait for the disk one by one: the swap's own commit, which comes last, makes all before it durable.
        environment["PGOPTIONS"] = $"{server.Settings.Options} -c synchronous_commit=off".Trim();
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        await ClientProcess.RunAsync(programs.Restore, ["--exit-on-error", "--no-password", "--format=custom", ClientEnvironment.DatabaseOption(database)],
            environment, new CountingStream(stream, stream.Length, progress), null, cancellationToken);
        if (stream.Position < stream.Length)
            throw new EngineException($"pg_restore read {stream.Position} of the {stream.Length} bytes of the dump: more than a dump is in the file", null);
    }

    private static async Task ReportGrowthAsync(FileStream file, long expected, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            // What is expected is an estimate: it is done when the work is, not when the bytes are.
            progress?.Report(Math.Min(0.99, RandomAccess.GetLength(file.SafeFileHandle) / (double)Math.Max(1, expected)));
            await Task.Delay(LookEvery, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static FileStream NewPrivateFile(string file)
    {
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(file, how);
    }
}
