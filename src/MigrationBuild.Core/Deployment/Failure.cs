using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment;

/// <summary>Any exception of a run as a finding that a person can read, and as an exit code.</summary>
public static class Failure
{
    public static Diagnostic Describe(Exception exception) => exception switch
    {
        MigrationException e => e.Diagnostic,
        OperationCanceledException => new Diagnostic(Descriptors.Cancelled, null, "the run was cancelled"),
        EngineException { Trouble: EngineTrouble.Busy } e => new Diagnostic(Descriptors.DatabaseBusy, null, Busy(e)),
        EngineException e => new Diagnostic(Descriptors.StepFailed, null, e.Code is null ? e.Message : $"{e.Message} ({e.Code})"),
        IOException or UnauthorizedAccessException => new Diagnostic(Descriptors.StepFailed, null, exception.Message),
        _ => new Diagnostic(Descriptors.InternalError, null,
            $"this is a defect of MigrationBuild, please report it: {exception.GetType().Name}: {exception.Message} {exception.StackTrace}"),
    };

    /// <summary>Of a failure after which the database is as it was before.</summary>
    public static ExitCode ExitCodeOf(Exception exception) => exception switch
    {
        MigrationException e => e.ExitCode,
        EngineException { Trouble: EngineTrouble.Busy } => ExitCode.LockBusy,
        _ => ExitCode.Failed,
    };

    /// <summary>The words for a database that another session keeps locked, with what to do.</summary>
    public static string Busy(EngineException exception) =>
        $"{exception.Message}. End the other connection (the application, a backup, an open shell) or wait longer with --lock-timeout, then run the command again";
}
