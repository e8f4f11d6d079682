using System.Text.Json;

namespace MigrationBuild.Proofs;

/// <summary>
/// Keeps what was proven by the content that it was proven for: a file a migration, and the scratch database after the last one.
/// Losing it costs time and nothing else: what cannot be read counts as not there, what cannot be written is not kept.
/// </summary>
internal sealed class ProofCache(string? directory)
{
    /// <summary>Scratch databases that are kept: the last build's, and those of two other branches.</summary>
    private const int MostStates = 3;

    public CachedProof? Find(string key)
    {
        if (directory is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(key, "json")), CachedProofJson.Default.CachedProof);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Keep(string key, CachedProof proof)
    {
        if (directory is not null)
            WriteWhole(PathOf(key, "json"), file => File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(proof, CachedProofJson.Default.CachedProof)));
    }

    /// <summary>The file with the scratch database after a migration; null where there is none.</summary>
    public string? FindState(string key) => directory is not null && File.Exists(PathOf(key, "state")) ? PathOf(key, "state") : null;

    public async Task KeepStateAsync(string key, Func<string, Task> write)
    {
        if (directory is null)
            return;
        var temporary = Temporary(PathOf(key, "state"));
        try
        {
            Directory.CreateDirectory(directory);
            await write(temporary).ConfigureAwait(false);
            if (File.Exists(temporary))
                File.Move(temporary, PathOf(key, "state"), overwrite: true);
            foreach (var old in new DirectoryInfo(directory).GetFiles("*.state").OrderByDescending(f => f.LastWriteTimeUtc).Skip(MostStates))
                old.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
        }
    }

    private void WriteWhole(string path, Action<string> write)
    {
        var temporary = Temporary(path);
        try
        {
            Directory.CreateDirectory(directory!);
            write(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
        }
    }

    private string PathOf(string key, string ending) => Path.Combine(directory!, $"{key}.{ending}");

    private static string Temporary(string path) => $"{path}.{Guid.NewGuid():n}.tmp";
}
