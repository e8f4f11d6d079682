namespace MigrationBuild.Diagnostics;

/// <summary>One kind of finding: its number, its name and how much it weighs by default.</summary>
/// <param name="Code">`MB` and four digits; never used again for another meaning.</param>
/// <param name="Title">A few words, without a full stop, as in the heading of its page.</param>
/// <param name="Severity">The severity before any project setting is applied.</param>
public sealed record DiagnosticDescriptor(string Code, string Title, DiagnosticSeverity Severity = DiagnosticSeverity.Error)
{
    /// <summary>Whether a script may accept it, by `-- migrate:allow MBnnnn REASON` in its head.</summary>
    public bool MayBeAllowed { get; init; }

    /// <summary>Whether it is advice that not every project wants: nobody looks for it until the project gives this very code a severity.</summary>
    public bool IsOff { get; init; }

    /// <summary>Whether a project may give it less weight than an error: what is one by itself only where a script may accept it, too.</summary>
    public bool MayBeLowered => Severity != DiagnosticSeverity.Error || MayBeAllowed;

    /// <summary>The page that explains this code, as a file below the package's `docs` folder.</summary>
    public string HelpPage => $"diagnostics/{Code}.md";
}
