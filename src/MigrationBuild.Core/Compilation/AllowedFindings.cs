using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Compilation;

/// <summary>Findings about the text of a script, which the script may accept as a whole.</summary>
internal static class AllowedFindings
{
    /// <summary>Adds it, as allowed where its kind may be and a line of the script says so.</summary>
    public static void AddUnlessAllowed(this DiagnosticBag bag, DiagnosticDescriptor descriptor, SourceLocation location, string message, MigrationScript script)
    {
        if (descriptor.MayBeAllowed && script.Allowed.FirstOrDefault(a => a.Code == descriptor.Code) is { } allowed)
            bag.AddAllowed(descriptor, location, message, allowed.Reason);
        else
            bag.Add(descriptor, location, message);
    }
}
