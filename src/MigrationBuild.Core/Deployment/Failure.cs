using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment;

/// <summary>Any exception of a run as a finding that a person can read.</summary>
public static class Failure
{
    public static Diagnostic Describe(Exception exception) => exception switch
    {
        MigrationException e => e.Diagnostic,
        OperationCanceledException => new Diagnostic(Descriptors.Cancelled, null, "the run was cancelled"),
        EngineException e => new Diagnostic(Descriptors.StepFailed, null, e.Code is null ? e.Message : $"{e.Message} ({e.Code})"),
        IOException or UnauthorizedAccessException => new Diagnostic(Descriptors.StepFailed, null, exception.Message),
        _ => new Diagnostic(Descriptors.InternalError, null,
            $"this is a defect of MigrationBuild, please report it: {exception.GetType().Name}: {exception.Message} {exception.StackTrace}"),
    };
}
