using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MigrationBuild.Reports;

/// <summary>The parts of SARIF 2.1.0 that <see cref="SarifReport"/> writes, under the standard's own names.</summary>
internal sealed record SarifLog(
    [property: JsonPropertyName("$schema"), JsonPropertyOrder(-1)] string Schema, string Version, IReadOnlyList<SarifLog.Run> Runs)
{
    internal sealed record Run(
        Tool Tool, string ColumnKind, IReadOnlyDictionary<string, ArtifactLocation> OriginalUriBaseIds, IReadOnlyList<Invocation> Invocations, IReadOnlyList<Result> Results);

    internal sealed record Tool(ToolComponent Driver);

    internal sealed record ToolComponent(string Name, string SemanticVersion, IReadOnlyList<Rule> Rules);

    internal sealed record Rule(string Id, string Name, Text ShortDescription, Text FullDescription, Text Help, Configuration DefaultConfiguration);

    /// <summary>`message` and `multiformatMessageString` alike.</summary>
    internal sealed record Text([property: JsonPropertyName("text")] string Plain, string? Markdown = null);

    internal sealed record Configuration(string Level, bool? Enabled);

    internal sealed record Invocation(bool ExecutionSuccessful);

    internal sealed record Result(
        string RuleId, int RuleIndex, string Level, Text Message, IReadOnlyList<Location> Locations,
        IReadOnlyDictionary<string, string> PartialFingerprints, IReadOnlyList<Suppression> Suppressions);

    internal sealed record Location(PhysicalLocation PhysicalLocation);

    internal sealed record PhysicalLocation(ArtifactLocation ArtifactLocation, Region? Region);

    internal sealed record ArtifactLocation(string? Uri, string? UriBaseId = null, Text? Description = null);

    internal sealed record Region(int StartLine, int StartColumn);

    internal sealed record Suppression(string Kind, string Justification);
}

/// <summary>Compiled serialization: no reflection at start.</summary>
[JsonSerializable(typeof(SarifLog))]
internal sealed partial class SarifJson : JsonSerializerContext
{
    public static readonly SarifJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
