using System.Globalization;
using System.Text;

namespace MigrationBuild.Sqlite.Locks;

/// <summary>The file that tells a waiting deployment who holds the lock. It is a courtesy: the lock does not depend on it.</summary>
internal static class LockOwner
{
    public static void Write(string file, string owner)
    {
        var now = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var text = $"{owner} (process {Environment.ProcessId} on {Environment.MachineName}) since {now} UTC";
        // Shared, because on Unix a reader's lock would otherwise refuse this.
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        stream.Write(Encoding.UTF8.GetBytes(text.ReplaceLineEndings(" ")));
    }

    /// <summary>What is known of the holder.</summary>
    public static string Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd() is { Length: > 0 } text ? text : "somebody who has not written a name yet";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"somebody unknown ({Path.GetFileName(file)} cannot be read: {e.Message})";
        }
    }
}
