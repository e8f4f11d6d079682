namespace MigrationBuild.Deployment.Undoing;

/// <summary>A step that is in effect, with what is reported of it.</summary>
internal sealed record StepInEffect(Step Step, StepReport Report);
