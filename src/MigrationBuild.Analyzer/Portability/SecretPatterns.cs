using System.Text.RegularExpressions;
using MigrationBuild.Portability;

namespace MigrationBuild.Diagnostics;

// What a source generator writes elsewhere.
public static partial class Secrets
{
    private static partial Regex Assigned() => Patterns.Of(typeof(Secrets), nameof(Assigned));

    private static partial Regex InAddress() => Patterns.Of(typeof(Secrets), nameof(InAddress));
}
