namespace MigrationBuild.Diagnostics;

/// <summary>A failure that the user can understand and act on: it is printed as its diagnostic, never as a stack trace.</summary>
public class MigrationException : Exception
{
    public MigrationException(Diagnostic diagnostic, ExitCode exitCode, Exception? inner = null)
        : base(diagnostic.Message, inner)
    {
        Diagnostic = diagnostic;
        ExitCode = exitCode;
    }

    public MigrationException(DiagnosticDescriptor descriptor, ExitCode exitCode, string message, Exception? inner = null)
        : this(new Diagnostic(descriptor, null, message), exitCode, inner)
    {
    }

    public Diagnostic Diagnostic { get; }

    /// <summary>The process's exit code where nobody above knows better.</summary>
    public ExitCode ExitCode { get; }
}
