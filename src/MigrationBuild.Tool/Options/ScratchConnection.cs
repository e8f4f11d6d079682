namespace MigrationBuild.Tool.Options;

/// <summary>Where scratch databases can be made. Only in the environment: it may hold a password, and a command line is world-readable.</summary>
internal static class ScratchConnection
{
    public const string Variable = "MIGRATIONBUILD_SCRATCH_CONNECTION";

    /// <summary>Null where there is none.</summary>
    public static string? FromEnvironment() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? value : null;
}
