using MigrationBuild.Diagnostics;

namespace MigrationBuild.Sql;

/// <summary>A statement of a transaction in a script that runs in one (MB2002).</summary>
internal static class TransactionControlFinding
{
    /// <param name="words">As a dialect names them.</param>
    public static SqlFinding Of(int offset, string words) => new(Descriptors.TransactionControl, offset,
        $"{words} would break the transaction in which the tool runs each step: remove it; a script that must run outside a transaction says `-- migrate:transaction none` in its head");
}
