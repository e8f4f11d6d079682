using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>A script that runs after the versioned ones whenever its hash differs from the one last run (`R__name.sql`).</summary>
public sealed record RepeatableMigration(string Name, MigrationScript Script);
