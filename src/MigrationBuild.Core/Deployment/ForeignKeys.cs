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
        var after = await database.FindForeignKeyViolationsAsync(cancellationToken);
        // One line may stand for several rows (without rowid), so that their number counts as well.
        var known = before.CountBy(line => line).ToDictionary();
        var added = after.Where(line => !TakeOne(known, line)).ToList();
        if (added.Count == 0)
            return;
        throw new MigrationException(Descriptors.ForeignKeyViolation, ExitCode.Failed,
            $"after the steps, rows point to rows that are not there: {string.Join("; ", added.Take(5))}{(added.Count > 5 ? $"; and {added.Count - 5} more" : "")}. "
            + "Foreign keys are checked at the end of a run, and do not cascade in it: delete or change the rows that refer first");
    }

    private static bool TakeOne(Dictionary<string, int> known, string line)
    {
        if (known.GetValueOrDefault(line) == 0)
            return false;
        known[line]--;
        return true;
    }
}
