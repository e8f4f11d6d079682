using System.Text.Json;
using MigrationBuild.Deployment;
using MigrationBuild.Drivers;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>
/// The file of a snapshot that is a second database: it names that database. So the folder of snapshots holds both kinds alike, and
/// the digest of the file tells that nobody made it point elsewhere. What is in the copy cannot change: nobody may connect to it.
/// </summary>
/// <param name="Database">The copy.</param>
/// <param name="Oid">The copy's; another database of that name is not it.</param>
/// <param name="Source">What was copied.</param>
/// <param name="State">What is in it; null where nobody looked.</param>
internal sealed record TemplateFile(string Database, uint Oid, string Source, DatabaseState? State)
{
    private const byte FirstByte = (byte)'{';

    /// <summary>Whether the file is one, and not a dump.</summary>
    public static bool Is(string file)
    {
        using var stream = File.OpenRead(file);
        return stream.ReadByte() == FirstByte;
    }

    /// <exception cref="EngineException">It is not what was written.</exception>
    public static TemplateFile Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), TemplateFileJson.Default.TemplateFile) ?? throw new JsonException("empty");
        }
        catch (JsonException e)
        {
            throw new EngineException($"'{file}' is no snapshot: {e.Message}", null, e);
        }
    }

    /// <summary>Null where the file was not written to its end.</summary>
    public static TemplateFile? TryRead(string file)
    {
        try
        {
            return Read(file);
        }
        catch (EngineException)
        {
            return null;
        }
    }

    public void Write(string file)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write);
        JsonSerializer.Serialize(stream, this, TemplateFileJson.Default.TemplateFile);
        stream.Flush(flushToDisk: true);
    }
}
