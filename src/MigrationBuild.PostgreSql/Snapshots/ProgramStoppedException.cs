using MigrationBuild.Drivers;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>A client program was ended by a signal that was not ours: a service manager stops all processes of a job, not only the first.</summary>
internal sealed class ProgramStoppedException(string message) : EngineException(message, null);
