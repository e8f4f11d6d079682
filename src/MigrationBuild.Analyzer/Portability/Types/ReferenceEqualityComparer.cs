using System.Runtime.CompilerServices;

namespace System.Collections.Generic;

/// <summary>One object equals only itself, whatever it says of others.</summary>
internal sealed class ReferenceEqualityComparer : IEqualityComparer<object?>
{
    public static readonly ReferenceEqualityComparer Instance = new();

    private ReferenceEqualityComparer()
    {
    }

    public new bool Equals(object? x, object? y) => ReferenceEquals(x, y);

    public int GetHashCode(object? obj) => RuntimeHelpers.GetHashCode(obj);
}
