namespace MigrationBuild.Faults;

/// <summary>What happens at a <see cref="FaultPoint"/>.</summary>
internal enum FaultAction
{
    Kill,
    Pause,
    Fail,
}
