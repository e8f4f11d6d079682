namespace System.Diagnostics.CodeAnalysis;

/// <summary>Tells the compiler's null analysis what the result says of an argument.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class NotNullWhenAttribute(bool returnValue) : Attribute
{
    public bool ReturnValue { get; } = returnValue;
}
