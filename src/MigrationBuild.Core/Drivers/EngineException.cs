namespace MigrationBuild.Drivers;

/// <summary>The engine refused something: its own words, code, and what kind of trouble that is.</summary>
public class EngineException(string message, string? code, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The engine's error code (`SQLITE_BUSY`, an SQLSTATE), if it gave one.</summary>
    public string? Code { get; } = code;

    public EngineTrouble Trouble { get; init; }
}
