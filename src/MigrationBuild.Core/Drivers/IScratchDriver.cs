namespace MigrationBuild.Drivers;

/// <summary>Makes databases to try scripts on, which hold nothing of anybody's and are gone with the process, whatever ends it. Stateless.</summary>
public interface IScratchDriver
{
    /// <summary>As <see cref="IDriver.Engine"/>.</summary>
    string Engine { get; }

    /// <summary>
    /// What the outcome of a proof depends on besides the scripts: engine, its version, settings of the scratch database.
    /// Two equal words mean that an outcome may be used again. Starts nothing.
    /// </summary>
    /// <exception cref="ScratchUnavailableException">There can be no scratch database here.</exception>
    Task<string> DescribeAsync(string? connection, CancellationToken cancellationToken);

    /// <summary>A new database: empty, or in the state of a file that <see cref="IScratchDatabase.SaveAsync"/> wrote.</summary>
    /// <param name="connection">Where to make it; must be marked as scratch, and empty. Null: on this machine.</param>
    /// <param name="state">Null: empty.</param>
    /// <exception cref="ScratchUnavailableException">There can be no scratch database here; the message says why and what to do.</exception>
    Task<IScratchDatabase> CreateAsync(string? connection, string? state, CancellationToken cancellationToken);
}
