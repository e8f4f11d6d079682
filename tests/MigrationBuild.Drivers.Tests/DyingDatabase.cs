using System.Reflection;

namespace MigrationBuild.Drivers.Tests;

/// <summary>
/// A session whose process dies at a chosen call that changes something, before the call or right after it: nothing that is asked afterwards has
/// an answer. Whoever disposes the real session leaves the database as the death would.
/// </summary>
public class DyingDatabase : DispatchProxy
{
    private static readonly HashSet<string> Changing =
    [
        nameof(IDatabase.AppendHistoryAsync), nameof(IDatabase.BeginAsync), nameof(IDatabase.CommitAsync), nameof(IDatabase.ExecuteAsync),
        nameof(IDatabase.WriteSnapshotAsync), nameof(IDatabase.RestoreSnapshotUnlessChangedAsync), nameof(IDatabase.RollbackAsync),
    ];

    private IDatabase _inner = null!;
    private int _lives;
    private bool _afterwards;
    private string? _method;

    /// <summary>The call that it died at; null where it lived.</summary>
    public string? DiedAt { get; private set; }

    /// <param name="method">Only calls of this one count; null: of all that change something.</param>
    /// <param name="call">Which call, from 1.</param>
    /// <param name="afterwards">The call is made, and its answer does not come.</param>
    public static IDatabase Around(IDatabase inner, string? method, int call, bool afterwards)
    {
        var proxy = Create<IDatabase, DyingDatabase>();
        var dying = (DyingDatabase)(object)proxy;
        (dying._inner, dying._method, dying._lives, dying._afterwards) = (inner, method, call, afterwards);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var isTask = typeof(Task).IsAssignableFrom(targetMethod!.ReturnType);
        if (DiedAt is not null && isTask)
            return Dead(targetMethod.ReturnType);
        if (!(_method is null ? Changing.Contains(targetMethod.Name) : _method == targetMethod.Name) || --_lives != 0)
            return targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        DiedAt = targetMethod.Name;
        if (_afterwards)
            ((Task)targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null)!).GetAwaiter().GetResult();
        return Dead(targetMethod.ReturnType);
    }

    private static Task Dead(Type taskType)
    {
        var exception = new EngineException("this process is dead", null);
        if (taskType == typeof(Task))
            return Task.FromException(exception);
        return (Task)typeof(Task).GetMethods().Single(m => m is { Name: nameof(Task.FromException), IsGenericMethod: true })
            .MakeGenericMethod(taskType.GetGenericArguments()[0]).Invoke(null, [exception])!;
    }
}
