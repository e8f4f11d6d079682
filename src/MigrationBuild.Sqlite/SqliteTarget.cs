using Microsoft.Data.Sqlite;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Sqlite;

/// <summary>What a connection string of SQLite says.</summary>
/// <param name="DisplayPath">The absolute path as the user names it.</param>
/// <param name="Path">The same file behind symbolic links.</param>
/// <param name="Mode">What the connection string allows.</param>
internal sealed record SqliteTarget(string DisplayPath, string Path, SqliteOpenMode Mode)
{
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <exception cref="MigrationException">MB6003: it leads to no file.</exception>
    public static SqliteTarget Parse(string connectionString)
    {
        var builder = Read(connectionString);
        if (builder.Mode == SqliteOpenMode.Memory || builder.DataSource.Length == 0 || builder.DataSource.Equals(":memory:", StringComparison.OrdinalIgnoreCase))
            throw Unusable("the connection string leads to a database in memory, of which nothing would remain; name a file (Data Source=shop.db)");
        if (builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw Unusable("URI file names are not supported; name the file by its path (Data Source=shop.db)");
        if (builder.DataSource.Contains('\0'))
            throw Unusable("the path of the database holds a NUL character");
        var display = System.IO.Path.GetFullPath(builder.DataSource);
        try
        {
            return new SqliteTarget(display, RealPath.Of(display), builder.Mode);
        }
        catch (IOException e)
        {
            throw Unusable($"{display}: {e.Message}", e);
        }
    }

    /// <summary>The file behind symbolic links; of a path that leads nowhere the path itself.</summary>
    public static string RealPathOrSelf(string path)
    {
        try
        {
            return RealPath.Of(path);
        }
        catch (IOException)
        {
            return path;
        }
    }

    public static bool HasPassword(string connectionString) => Read(connectionString).Password.Length > 0;

    public static MigrationException Unusable(string message, Exception? inner = null) =>
        new(Descriptors.ConnectionFailed, ExitCode.Failed, message, inner);

    private static SqliteConnectionStringBuilder Read(string connectionString)
    {
        var text = connectionString.Trim();
        if (text.Length == 0)
            throw Unusable("the connection string is empty; name a file (Data Source=shop.db)");
        if (IsBarePath(text))
            return new SqliteConnectionStringBuilder { DataSource = text };
        try
        {
            var builder = new SqliteConnectionStringBuilder(text);
            Secrets.Add(builder.Password, builder.DataSource);
            return builder;
        }
        catch (ArgumentException e)
        {
            throw Unusable("not a connection string of SQLite; expected is Data Source=shop.db, or the path of the file alone (one with '=' in its name as ./a=b.db)", e);
        }
    }

    // No key word of a connection string holds a separator of folders, but folders may be called `a=b`.
    private static bool IsBarePath(string text) =>
        text.IndexOf('=') is var equals && (equals < 0 || text.AsSpan(0, equals).IndexOfAny('/', '\\') >= 0);
}
