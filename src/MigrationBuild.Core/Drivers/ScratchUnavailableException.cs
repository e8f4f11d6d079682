namespace MigrationBuild.Drivers;

/// <summary>There can be no scratch database: why, and what to do about it. Never a secret.</summary>
public sealed class ScratchUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
