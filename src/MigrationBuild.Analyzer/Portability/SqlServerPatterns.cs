using System.Text.RegularExpressions;
using MigrationBuild.Portability;

namespace MigrationBuild.Sql;

// What a source generator writes elsewhere.
internal static partial class SqlServerChecks
{
    private static partial Regex Variable() => Patterns.Of(typeof(SqlServerChecks), nameof(Variable));

    private static partial Regex SeparatorLine() => Patterns.Of(typeof(SqlServerChecks), nameof(SeparatorLine));
}
