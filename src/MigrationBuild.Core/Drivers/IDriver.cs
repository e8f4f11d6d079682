using MigrationBuild.Deployment;
using MigrationBuild.Sql;

namespace MigrationBuild.Drivers;

/// <summary>What one engine does differently: the way in. Stateless.</summary>
public interface IDriver
{
    /// <summary>The lower-case name that projects and bundles use: `sqlite`.</summary>
    string Engine { get; }

    ISqlDialect Dialect { get; }

    /// <summary>What to print of a connection string: where it leads, never a secret. Does not connect.</summary>
    /// <exception cref="Diagnostics.MigrationException">MB6003: not a connection string of this engine.</exception>
    string Describe(string connectionString);

    /// <summary>Whether two descriptions, as <see cref="Describe"/> gives them, lead to the same database.</summary>
    bool IsSame(string description, string other);

    /// <summary>Whether a password stands in the connection string.</summary>
    bool HasPassword(string connectionString);

    /// <summary>The folder for snapshots where the user names none.</summary>
    string DefaultSnapshotDirectory(string connectionString);

    /// <summary>The ways to make a snapshot, by name; the first is the usual one.</summary>
    IReadOnlyList<string> SnapshotMethods { get; }

    /// <summary>Whether a session can work as another role than the one that logs in.</summary>
    bool HasRoles => false;

    /// <summary>Opens one session.</summary>
    /// <exception cref="Diagnostics.MigrationException">MB6003: cannot be opened; the message says why, without a secret.</exception>
    Task<IDatabase> OpenAsync(ConnectionRequest request, CancellationToken cancellationToken);

    /// <summary>The first line of a script for people to run by hand: after an error nothing more of it may run. Empty where the engine's shell does so by itself.</summary>
    string StopAtErrorSql { get; }

    /// <summary>What each transaction of such a script begins with, so that its steps have what a deployment gives them.</summary>
    string BeginSql { get; }

    /// <summary>What ends what <see cref="BeginSql"/> began.</summary>
    string CommitSql { get; }

    /// <summary>The statements that add this history row (making the table first if need be), for scripts that people run by hand.</summary>
    string HistorySql(HistoryRow row);
}
