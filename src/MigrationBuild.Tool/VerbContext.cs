using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool;

/// <summary>What every verb gets.</summary>
internal sealed record VerbContext(Terminal Terminal, CancellationToken CancellationToken);
