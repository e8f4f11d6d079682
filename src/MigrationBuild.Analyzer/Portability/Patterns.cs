using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;

namespace MigrationBuild.Portability;

/// <summary>The regular expressions that `[GeneratedRegex]` names on a class, each made once.</summary>
internal static class Patterns
{
    private static readonly ConcurrentDictionary<(Type, string), Regex> Made = new();

    /// <param name="method">With the attribute.</param>
    public static Regex Of(Type type, string method) => Made.GetOrAdd((type, method), static key =>
    {
        var attribute = key.Item1.GetMethod(key.Item2, BindingFlags.Static | BindingFlags.NonPublic)!.GetCustomAttribute<GeneratedRegexAttribute>();
        return new Regex(attribute.Pattern, attribute.Options);
    });
}
