using System.Reflection;

namespace MigrationBuild.Drivers.Tests;

/// <summary>A session that behaves as the real one, but for one method: what a broken connection or a full disk does, at a chosen moment.</summary>
public class TroubledDatabase : DispatchProxy
{
    private IDatabase _inner = null!;
    private string _method = "";
    private Func<Func<Task>, Task> _trouble = null!;

    /// <param name="trouble">Instead of the call; gets the real one to make, or not.</param>
    public static IDatabase Around(IDatabase inner, string method, Func<Func<Task>, Task> trouble)
    {
        var proxy = Create<IDatabase, TroubledDatabase>();
        var troubled = (TroubledDatabase)(object)proxy;
        troubled._inner = inner;
        troubled._method = method;
        troubled._trouble = trouble;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        object? Call() => targetMethod!.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);

        return targetMethod!.Name == _method ? _trouble(() => (Task)Call()!) : Call();
    }
}
