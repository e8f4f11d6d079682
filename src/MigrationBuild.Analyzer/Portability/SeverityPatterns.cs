using System.Text.RegularExpressions;
using MigrationBuild.Portability;

namespace MigrationBuild.Diagnostics.Severities;

// What a source generator writes elsewhere.
internal sealed partial class SeverityReader
{
    private static partial Regex AroundEquals() => Patterns.Of(typeof(SeverityReader), nameof(AroundEquals));

    private static partial Regex KeyAndValue() => Patterns.Of(typeof(SeverityReader), nameof(KeyAndValue));

    private static partial Regex OwnKey() => Patterns.Of(typeof(SeverityReader), nameof(OwnKey));
}
