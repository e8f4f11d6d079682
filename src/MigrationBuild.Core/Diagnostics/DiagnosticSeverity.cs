namespace MigrationBuild.Diagnostics;

/// <summary>How much a finding weighs. The names are printed in lower case and never localised.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Printed, never fails anything.</summary>
    Info,

    /// <summary>Printed; fails the build only where the project treats it as an error.</summary>
    Warning,

    /// <summary>Fails the build or the command.</summary>
    Error,
}
