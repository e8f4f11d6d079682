using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tool.Output;

// The shapes of --json: documented in the tool's readme, only ever added to.

/// <summary>`status --json`.</summary>
internal sealed record StatusJson(
    string State, string Database, string? CurrentVersion, string? HeadVersion, string? SupportedVersion,
    IReadOnlyList<string> Pending, IReadOnlyList<AppliedJson> Applied, IReadOnlyList<string> PendingRepeatables, DiagnosticJson? Error);

internal sealed record AppliedJson(string? Version, string Name, DateTimeOffset At, string By, bool Stamped);

/// <summary>`apply --json`, `rollback --json`, `stamp --json`.</summary>
internal sealed record RunJson(
    string Outcome, string? RunId, string? FromVersion, string? ToVersion, IReadOnlyList<StepJson> Steps, string? Snapshot,
    bool DryRun, DiagnosticJson? Error, IReadOnlyList<DiagnosticJson> Diagnostics);

/// <param name="DurationMs">Only of a step that ran.</param>
internal sealed record StepJson(
    string? Version, string Name, string Direction, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? DurationMs, string File, bool Transaction);

/// <summary>`plan --json`.</summary>
internal sealed record PlanJson(
    string? FromVersion, string? ToVersion, string? HeadVersion, bool OneTransaction, IReadOnlyList<StepJson> Steps, DiagnosticJson? Error);

/// <summary>A finding.</summary>
internal sealed record DiagnosticJson(string Code, string Severity, string Message, string? File, int? Line, int? Column)
{
    public static DiagnosticJson From(Diagnostic d) =>
        new(d.Descriptor.Code, d.SeverityWord, d.Message, d.Location?.File, d.Location?.Line, d.Location?.Column);
}

/// <summary>`check --json`.</summary>
internal sealed record CheckJson(bool Succeeded, string? HeadVersion, int Migrations, IReadOnlyList<DiagnosticJson> Diagnostics);

/// <summary>`history --json`: one a row.</summary>
internal sealed record HistoryJson(
    long Id, string RunId, string Action, string? Version, string Name, DateTimeOffset At, string By, long DurationMs,
    string? UpHash, string? DownHash, string ToolVersion, string BundleDigest, string? Note);

/// <summary>`inspect --json`.</summary>
internal sealed record InspectJson(
    string Digest, string ToolVersion, string Engine, string? HeadVersion, string? SupportedVersion, string? ChainHash,
    IReadOnlyList<InspectMigrationJson> Migrations, IReadOnlyList<string> Repeatables);

internal sealed record InspectMigrationJson(
    string Version, string? Parent, string Name, string Up, string? Down, string? Verify, string? Irreversible, bool Transaction);

/// <summary>`snapshot list --json`: one a snapshot; also what `snapshot create --json` prints.</summary>
internal sealed record SnapshotRowJson(
    string Name, string File, string Database, string? Version, DateTimeOffset CreatedAt, long Size, string Sha256, string? RunId)
{
    public static SnapshotRowJson From(Snapshot s) => new(s.Name, s.File, s.Database, s.Version, s.CreatedAt, s.Size, s.Sha256, s.RunId);
}

/// <summary>What a command that failed before it had anything to report prints with --json.</summary>
internal sealed record ErrorJson(string Outcome, DiagnosticJson Error);

[JsonSerializable(typeof(StatusJson))]
[JsonSerializable(typeof(RunJson))]
[JsonSerializable(typeof(PlanJson))]
[JsonSerializable(typeof(CheckJson))]
[JsonSerializable(typeof(IReadOnlyList<HistoryJson>))]
[JsonSerializable(typeof(InspectJson))]
[JsonSerializable(typeof(IReadOnlyList<SnapshotRowJson>))]
[JsonSerializable(typeof(SnapshotRowJson))]
[JsonSerializable(typeof(ErrorJson))]
internal sealed partial class ToolJson : JsonSerializerContext
{
    public static readonly ToolJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>An enum's name with a small first letter.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
