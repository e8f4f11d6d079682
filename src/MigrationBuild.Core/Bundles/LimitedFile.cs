namespace MigrationBuild.Bundles;

/// <summary>Reads a file that somebody else made: never more than a limit, whatever the file system says about its size (a pipe or a device says 0).</summary>
internal static class LimitedFile
{
    /// <returns>Null where it is larger.</returns>
    public static byte[]? Read(string path, long limit)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.CanSeek && file.Length > limit)
            return null;
        using var content = new MemoryStream(file.CanSeek ? (int)file.Length : 0);
        var buffer = new byte[1 << 16];
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            if (content.Length + read > limit)
                return null;
            content.Write(buffer, 0, read);
        }
        // A bundle may be large: one that had the size that it said is not copied again.
        return content.Capacity == content.Length ? content.GetBuffer() : content.ToArray();
    }
}
