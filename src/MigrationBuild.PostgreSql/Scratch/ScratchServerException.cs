namespace MigrationBuild.PostgreSql.Scratch;

/// <summary>The programs are there, but no server came up. The message ends with the server's own words.</summary>
public sealed class ScratchServerException(string message, Exception? inner = null) : Exception(message, inner);
