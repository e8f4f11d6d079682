using MigrationBuild.Diagnostics;

namespace MigrationBuild.Deployment;

/// <summary>Between the plan and its transaction somebody else wrote to the history. Nothing of the plan has run.</summary>
public sealed class HistoryMovedException() : MigrationException(Descriptors.LockBusy, ExitCode.LockBusy,
    "the history changed while the run started: something writes to it without taking the deployment lock; nothing was touched");
