using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MigrationBuild.Diagnostics;
using Own = MigrationBuild.Diagnostics.DiagnosticDescriptor;
using OwnSeverity = MigrationBuild.Diagnostics.DiagnosticSeverity;
using Shown = Microsoft.CodeAnalysis.DiagnosticDescriptor;
using ShownSeverity = Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace MigrationBuild.Analyzer;

/// <summary>The table of codes as Roslyn wants it. Each is `NotConfigurable`: the project's settings are weighed here, as they are in the build.</summary>
internal static class ShownDescriptors
{
    private static readonly ConcurrentDictionary<(Own Descriptor, string HelpDirectory), Shown> Made = new();

    /// <summary>What may be found without a server, in a file.</summary>
    public static ImmutableArray<Shown> OfFiles { get; } = Codes().Select(d => Make(d, "")).ToImmutableArray();

    /// <summary>The same where no file is to blame; editors ask for it rarely, and want to know.</summary>
    public static ImmutableArray<Shown> OfProject { get; } = Codes().Select(d => Make(d, "", WellKnownDiagnosticTags.CompilationEnd)).ToImmutableArray();

    /// <param name="helpDirectory">The folder of the package that the help pages lie below.</param>
    public static Shown Of(Own descriptor, string helpDirectory) => Made.GetOrAdd((descriptor, helpDirectory), static key => Make(key.Descriptor, key.HelpDirectory));

    public static ShownSeverity Severity(OwnSeverity severity) => severity switch
    {
        OwnSeverity.Error => ShownSeverity.Error,
        OwnSeverity.Warning => ShownSeverity.Warning,
        _ => ShownSeverity.Info,
    };

    private static IEnumerable<Own> Codes() => Descriptors.All.Where(d => string.CompareOrdinal(d.Code, "MB4") < 0);

    private static Shown Make(Own descriptor, string helpDirectory, params string[] tags) => new(
        descriptor.Code, descriptor.Title, "{0}", "Migrations", Severity(descriptor.Severity), isEnabledByDefault: true,
        helpLinkUri: helpDirectory.Length == 0 ? null : new Uri(Path.Combine(helpDirectory, descriptor.Code + ".md")).AbsoluteUri,
        customTags: [WellKnownDiagnosticTags.NotConfigurable, .. tags]);
}
