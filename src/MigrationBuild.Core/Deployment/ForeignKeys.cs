using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment;

/// <summary>The check before COMMIT: the engine does not enforce foreign keys while tables are rebuilt.</summary>
internal static class ForeignKeys
{
    /// <param name="before">Violations that were there before the run: they are not its fault.</param>
    /// <exception cref="MigrationException">MB6018.</exception>
    public static async Task RequireNoNewViolationsAsync(IDatabase database, IReadOnlyList<string> before, CancellationToken cancellationToken)
    {
        var added = NewLines.Of(before, await database.FindForeignKeyViolationsAsync(cancellationToken));
        if (added.Count == 0)
            return;
        throw new MigrationException(Descriptors.ForeignKeyViolation, ExitCode.Failed,
            $"after the steps, rows point to rows that are not there: {NewLines.Shown(added)}. "
            + "Foreign keys are checked at the end of a run, and do not cascade in it: delete or change the rows that refer first");
    }
}
