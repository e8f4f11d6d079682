using MigrationBuild.Diagnostics;

namespace MigrationBuild.Sql;

/// <summary>Something in a script that the engine's rules forbid.</summary>
/// <param name="Offset">In the script's text.</param>
/// <param name="IsLast">What follows is no SQL, so that nothing else that is found in it means anything.</param>
public sealed record SqlFinding(DiagnosticDescriptor Descriptor, int Offset, string Message, bool IsLast = false);
