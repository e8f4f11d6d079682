namespace System;

/// <summary>A place in a list, counted from its start or its end: `list[^1]`.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;

    public static implicit operator Index(int value) => new(value);
}
