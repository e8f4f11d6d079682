namespace System.Runtime.CompilerServices;

/// <summary>Asked for by the compiler where a member is `required`.</summary>
[AttributeUsage(AttributeTargets.All)]
internal sealed class RequiredMemberAttribute : Attribute;
