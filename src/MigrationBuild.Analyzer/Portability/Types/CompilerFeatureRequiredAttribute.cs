namespace System.Runtime.CompilerServices;

/// <summary>Asked for by the compiler where a type has `required` members.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    public string FeatureName { get; } = featureName;
}
