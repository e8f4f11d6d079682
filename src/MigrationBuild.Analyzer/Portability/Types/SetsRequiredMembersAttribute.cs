namespace System.Diagnostics.CodeAnalysis;

/// <summary>Asked for by the compiler in records with `required` members.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
internal sealed class SetsRequiredMembersAttribute : Attribute;
