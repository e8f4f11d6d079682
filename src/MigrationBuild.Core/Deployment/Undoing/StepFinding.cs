using MigrationBuild.Deployment.Journal;

namespace MigrationBuild.Deployment.Undoing;

/// <summary>How far a step came that ran outside a transaction.</summary>
/// <param name="State"><see cref="StepState.NotStarted"/> (nothing of it is left), <see cref="StepState.Done"/> or <see cref="StepState.Unknown"/>.</param>
/// <param name="Reason">How that is known, or why it is not.</param>
internal sealed record StepFinding(StepState State, string Reason);
