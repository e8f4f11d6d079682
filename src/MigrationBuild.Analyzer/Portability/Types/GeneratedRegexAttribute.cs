namespace System.Text.RegularExpressions;

/// <summary>Names the pattern of a method; <see cref="MigrationBuild.Portability.Patterns"/> makes the expression of it, which a source generator does elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GeneratedRegexAttribute(string pattern, RegexOptions options = RegexOptions.None) : Attribute
{
    public string Pattern { get; } = pattern;

    public RegexOptions Options { get; } = options;
}
