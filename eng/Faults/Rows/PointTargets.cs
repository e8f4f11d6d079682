using MigrationBuild.Eng.Faults.Scenarios;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>Where processes are made to die: all points that the commands reach.</summary>
internal static class PointTargets
{
    /// <summary>
    /// Each distinct point and occurrence of each engine once before any comes again, and then in another command: so the first cases see every
    /// moment, and many see every moment of every command.
    /// </summary>
    public static IReadOnlyList<(EngineWorld Engine, Scenario Scenario, string Point)> Of(IReadOnlyList<EngineWorld> engines, string only)
    {
        var all = from engine in engines
                  from scenario in engine.Scenarios
                  from point in engine.Traces[scenario].Points
                  where point.Contains(only, StringComparison.Ordinal)
                  group (engine, scenario, point) by (engine.Engine, point) into same
                  from target in same.Index()
                  orderby target.Index
                  select target.Item;
        return [.. all];
    }

    public static string Describe(IReadOnlyList<EngineWorld> engines) => string.Join(", ", engines.Select(engine =>
        $"{engine.Engine}: {engine.Traces.Values.SelectMany(t => t.Points).Distinct(StringComparer.Ordinal).Count()} points, {engine.Traces.Values.Sum(t => t.Points.Count)} with their commands"));
}
