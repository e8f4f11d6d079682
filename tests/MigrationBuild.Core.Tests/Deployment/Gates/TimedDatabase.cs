using System.Reflection;
using MigrationBuild.Drivers;

namespace MigrationBuild.Tests.Deployment.Gates;

/// <summary>A session whose queries take the time that a test says, and that does nothing else.</summary>
public class TimedDatabase : DispatchProxy
{
    private readonly List<(string Query, TimeSpan Limit)> _asked = [];
    private Func<string, int, TimeSpan> _time = null!;

    /// <param name="time">Gets the query and how often it was asked before; may throw.</param>
    internal static (IDatabase Database, IReadOnlyList<(string Query, TimeSpan Limit)> Asked) Make(Func<string, int, TimeSpan> time)
    {
        var database = Create<IDatabase, TimedDatabase>();
        var timed = (TimedDatabase)(object)database;
        timed._time = time;
        return (database, timed._asked);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(IDatabase.TimeQueryAsync))
            throw new NotSupportedException(targetMethod.Name);
        var query = (string)args![0]!;
        var before = _asked.Count(a => a.Query == query);
        _asked.Add((query, (TimeSpan)args[1]!));
        return Task.FromResult(_time(query, before));
    }
}
