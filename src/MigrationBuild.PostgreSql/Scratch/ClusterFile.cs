using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MigrationBuild.PostgreSql.Scratch;

/// <summary>
/// The files of a stopped cluster in one file. They mean something to the build of the server that wrote them and to no other, so the file
/// begins with what it is for, and with the digest of the rest: a changed bit need not show in what `tar` and its compression check, and a
/// state that is not the saved one would prove scripts right or wrong that are not. `tar` packs and unpacks, as the user who owns the files.
/// </summary>
internal static class ClusterFile
{
    private const string Format = "migrationbuild-postgresql-cluster-2";
    private const int DigestLength = SHA256.HashSizeInBytes;

    /// <summary>All of it or nothing.</summary>
    public static async Task WriteAsync(string file, string folder, PostgreSqlBinaries binaries, CancellationToken cancellationToken)
    {
        var unfinished = $"{file}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.tmp";
        try
        {
            var header = Header(binaries);
            await using (var stream = File.Create(unfinished))
            {
                await stream.WriteAsync(header, cancellationToken).ConfigureAwait(false);
                await stream.WriteAsync(new byte[DigestLength], cancellationToken).ConfigureAwait(false);
                await using (var packed = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
                    await TarAsync(["-cf", "-", "-C", folder, "data"], tar => tar.StandardOutput.BaseStream.CopyToAsync(packed, cancellationToken), cancellationToken).ConfigureAwait(false);
                var digest = await DigestAsync(stream, header.Length + DigestLength, cancellationToken).ConfigureAwait(false);
                stream.Position = header.Length;
                await stream.WriteAsync(digest, cancellationToken).ConfigureAwait(false);
            }
            File.Move(unfinished, file, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <exception cref="ScratchServerException">It is not for this server, or damaged.</exception>
    public static async Task ReadAsync(string file, string folder, PostgreSqlBinaries binaries, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        var expected = Header(binaries);
        var header = new byte[expected.Length];
        await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (!header.AsSpan().SequenceEqual(expected))
            throw new ScratchServerException($"{Path.GetFileName(file)} is no saved state of this PostgreSQL server; delete it");
        var digest = new byte[DigestLength];
        await stream.ReadAtLeastAsync(digest, DigestLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var actual = await DigestAsync(stream, header.Length + DigestLength, cancellationToken).ConfigureAwait(false);
        if (!digest.AsSpan().SequenceEqual(actual))
            throw new ScratchServerException($"the saved state {Path.GetFileName(file)} is damaged; delete it");
        stream.Position = header.Length + DigestLength;
        await using var unpacked = new GZipStream(stream, CompressionMode.Decompress);
        try
        {
            await TarAsync(["-xf", "-", "-C", folder], tar => EndingEarlyAsync(() => unpacked.CopyToAsync(tar.StandardInput.BaseStream, cancellationToken)), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or ScratchServerException)
        {
            throw new ScratchServerException($"the saved state {Path.GetFileName(file)} cannot be unpacked ({e.Message}); delete it", e);
        }
    }

    // The time of the program tells builds of one version apart, as for the template cluster.
    private static byte[] Header(PostgreSqlBinaries binaries)
    {
        var program = new FileInfo(binaries.Postgres);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{Format} {RuntimeInformation.OSArchitecture} {program.Length} {program.LastWriteTimeUtc.Ticks}\n"));
    }

    private static async Task<byte[]> DigestAsync(FileStream stream, long from, CancellationToken cancellationToken)
    {
        stream.Position = from;
        return await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    private static async Task TarAsync(string[] arguments, Func<Process, Task> transfer, CancellationToken cancellationToken)
    {
        string[] command = [.. ServerUser.Prefix(), "tar", .. arguments];
        using var tar = Start(command);
        var said = tar.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await transfer(tar).ConfigureAwait(false);
            // What was not taken yet is written now.
            await EndingEarlyAsync(() => tar.StandardInput.DisposeAsync().AsTask()).ConfigureAwait(false);
        }
        catch
        {
            tar.Kill(entireProcessTree: true);
            throw;
        }
        await tar.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (tar.ExitCode != 0)
            throw new ScratchServerException($"tar failed: {(await said.ConfigureAwait(false)).Trim()}");
    }

    // Writing to tar, which may have ended early; its own words tell why.
    private static async Task EndingEarlyAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The exit code is asked next.
        }
    }

    private static Process Start(string[] command)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = "/",
            })!;
        }
        catch (Win32Exception e)
        {
            throw new ScratchServerException($"{command[0]} cannot be run: {e.Message}", e);
        }
    }
}
