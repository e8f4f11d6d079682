namespace MigrationBuild.Bundles;

/// <param name="Name">ASCII, `/` between folders.</param>
internal sealed record ArchiveEntry(string Name, byte[] Content);
