namespace System.Runtime.CompilerServices;

/// <summary>Asked for by the compiler where a property is set with `init`.</summary>
internal static class IsExternalInit;
