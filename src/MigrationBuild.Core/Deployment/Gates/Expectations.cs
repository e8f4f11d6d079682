using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Scripts;

namespace MigrationBuild.Deployment.Gates;

/// <summary>
/// The `-- migrate:expect` of one script, around its step. `same` is measured before the step; a stated value only has to hold after it, since
/// the step may be what makes it true (`orphans(orders) = 0`).
/// </summary>
internal sealed class Expectations
{
    private readonly IDatabase _database;
    private readonly MigrationScript _script;
    private readonly List<string?> _before = [];

    private Expectations(IDatabase database, MigrationScript script)
    {
        _database = database;
        _script = script;
    }

    /// <exception cref="MigrationException">MB6019: one cannot be evaluated.</exception>
    public static async Task<Expectations> MeasureAsync(IDatabase database, MigrationScript script, CancellationToken cancellationToken)
    {
        var expectations = new Expectations(database, script);
        foreach (var expectation in script.Expectations)
            expectations._before.Add(expectation.IsSame ? await expectations.AskAsync(expectation, cancellationToken) : null);
        return expectations;
    }

    /// <summary>After the step.</summary>
    /// <exception cref="MigrationException">MB6019: one does not hold, or cannot be evaluated; located on its line.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        foreach (var (expectation, before) in _script.Expectations.Zip(_before))
        {
            var expected = expectation.IsSame ? before : expectation.Value;
            var found = await AskAsync(expectation, cancellationToken);
            var stated = $"{expectation.Query} {expectation.Symbol} {expected ?? "NULL"}{(expectation.IsSame ? " as before the step" : "")}, found {found ?? "NULL"}";
            switch (expectation.Holds(found, expected))
            {
                case true:
                    continue;
                case false:
                    throw Invalid(expectation, $"expected {stated}");
                case null:
                    throw Invalid(expectation, $"expected {stated}: {expectation.Symbol} compares numbers, and these are not both numbers");
            }
        }
    }

    private async Task<string?> AskAsync(Expectation expectation, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.ScalarAsync(expectation.Query, cancellationToken);
        }
        catch (EngineException e)
        {
            throw Invalid(expectation, $"'{expectation.Query}' cannot be evaluated: {e.Message}");
        }
    }

    private MigrationException Invalid(Expectation expectation, string message) =>
        new(new Diagnostic(Descriptors.ValidationFailed, new SourceLocation(_script.File, expectation.Line), message), ExitCode.Failed);
}
