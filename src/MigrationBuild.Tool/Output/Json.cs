using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Drift;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;

namespace MigrationBuild.Tool.Output;

// The shapes of --json: documented in the tool's readme, only ever added to.

/// <summary>`status --json`.</summary>
internal sealed record StatusJson(
    string State, string Database, string? CurrentVersion, string? HeadVersion, string? SupportedVersion,
    IReadOnlyList<string> Pending, IReadOnlyList<AppliedJson> Applied, IReadOnlyList<string> PendingRepeatables, SchemaJson? Schema, DiagnosticJson? Error)
{
    /// <summary>A run that is at work, or died, or stopped; null where every run is over.</summary>
    public OpenRunJson? Run { get; init; }
}

/// <summary>`verify --json`.</summary>
/// <param name="VerifyScripts">Of the applied migrations that have one; empty where the history does not fit.</param>
internal sealed record VerifyJson(
    string State, string Database, string? CurrentVersion, string? HeadVersion, SchemaJson? Schema,
    IReadOnlyList<VerifyScriptJson> VerifyScripts, IReadOnlyList<DamageJson> Damage, DiagnosticJson? Error);

/// <summary>How a database's schema and the one that the build saw compare.</summary>
/// <param name="State">`expected`, `drifted`, `uncertain` (it differs, which may be nobody's doing), `unknown` (the build saw none).</param>
/// <param name="Differences">A line each.</param>
/// <param name="Why">Why it is uncertain or unknown.</param>
internal sealed record SchemaJson(string State, IReadOnlyList<string> Differences, string? Why)
{
    public static SchemaJson From(SchemaDrift? drift) => drift switch
    {
        null => new("unknown", [], "the build did not prove the chain up to this version"),
        { IsNone: true } => new("expected", [], null),
        { WhyUncertain: { } why } => new("uncertain", drift.Lines, why),
        _ => new("drifted", drift.Lines, null),
    };
}

internal sealed record AppliedJson(string? Version, string Name, DateTimeOffset At, string By, bool Stamped);

/// <summary>`apply --json`, `rollback --json`, `stamp --json`.</summary>
internal sealed record RunJson(
    string Outcome, string? RunId, string? FromVersion, string? ToVersion, IReadOnlyList<StepJson> Steps, string? Snapshot,
    bool DryRun, DiagnosticJson? Error, IReadOnlyList<DiagnosticJson> Diagnostics)
{
    /// <summary>The ways back that a failed run took, in order; empty where it did not fail, or nothing was touched.</summary>
    public IReadOnlyList<RungJson> WayBack { get; init; } = [];

    /// <summary>What a person can do, where the exit code is 6; else empty.</summary>
    public IReadOnlyList<RecoveryJson> Recovery { get; init; } = [];

    /// <summary>Null where no query was timed.</summary>
    public PerformanceJson? Performance { get; init; }

    /// <summary>Empty where nobody was asked.</summary>
    public IReadOnlyList<HealthJson> Health { get; init; } = [];
}

/// <param name="Rung">`transaction`, `history`, `recovery`, `downs`, `comparison`, `snapshot`.</param>
internal sealed record RungJson(string Rung, bool Succeeded, string Detail);

/// <param name="Commands">To be run as they stand, in order.</param>
internal sealed record RecoveryJson(string When, IReadOnlyList<string> Commands);

/// <summary>A run that is not over.</summary>
/// <param name="State">`running`, `died`, `stopped` (it failed and left the rest to a person).</param>
/// <param name="LockHolder">Who is at work; null unless it is running.</param>
internal sealed record OpenRunJson(
    string RunId, string State, DateTimeOffset At, string By, string? FromVersion, string? ToVersion, string? Snapshot, string? LockHolder, IReadOnlyList<OpenStepJson> Steps);

/// <param name="State">`notStarted`, `inTransaction`, `done`, `takenBack`, `unknown`.</param>
internal sealed record OpenStepJson(string Step, string? Version, string State);

/// <param name="DurationMs">Only of a step that ran.</param>
internal sealed record StepJson(
    string? Version, string Name, string Direction, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? DurationMs, string File, bool Transaction)
{
    /// <summary>What the build found of the migration's way back; null where it did not look.</summary>
    public string? Verdict { get; init; }

    /// <summary>Only in a plan.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StepProofJson? Proof { get; init; }

    /// <summary>Only in a plan: findings of the build that its script allows, or of which the project's settings made less.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SuppressionJson>? Suppressions { get; init; }
}

/// <summary>What the build saw of a step on its scratch database.</summary>
/// <param name="Details">The facts behind the verdict.</param>
/// <param name="Statements">Empty where the engine cannot be watched.</param>
/// <param name="Tables">That were there before and that the migration changes.</param>
internal sealed record StepProofJson(IReadOnlyList<string> Details, IReadOnlyList<StatementObservation> Statements, IReadOnlyList<TouchedTableJson> Tables);

/// <param name="Rows">An estimate; null without a connection, and where the engine has never counted.</param>
/// <param name="Bytes">Null without a connection, and where the engine cannot tell.</param>
internal sealed record TouchedTableJson(string Name, long? Rows, long? Bytes);

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
/// <param name="Proof">One a migration; null where nothing was proven.</param>
internal sealed record CheckJson(
    bool Succeeded, string? HeadVersion, int Migrations, IReadOnlyList<DiagnosticJson> Diagnostics, IReadOnlyList<ProofJson>? Proof)
{
    /// <summary>What was found and is not reported.</summary>
    public IReadOnlyList<SuppressedJson> Suppressed { get; init; } = [];
}

/// <param name="Kind">`inSource` (`-- migrate:allow`), or `setting`.</param>
/// <param name="Justification">The reason in the script, or the name of the setting.</param>
internal sealed record SuppressedJson(DiagnosticJson Diagnostic, string Kind, string Justification)
{
    public static SuppressedJson From(SuppressedDiagnostic s) => new(DiagnosticJson.From(s.Diagnostic), ToolJson.Name(s.Kind), s.Justification);
}

/// <summary>What the build found of a migration's way back.</summary>
internal sealed record ProofJson(string Version, string Verdict, IReadOnlyList<string> Details)
{
    public static ProofJson From(MigrationProof p) => new(p.Version, ToolJson.Name(p.Verdict), p.Details);
}

/// <summary>`history --json`: one a row.</summary>
internal sealed record HistoryJson(
    long Id, string RunId, string Action, string? Version, string Name, DateTimeOffset At, string By, long DurationMs,
    string? UpHash, string? DownHash, string ToolVersion, string BundleDigest, string? Note);

/// <summary>`inspect --json`.</summary>
internal sealed record InspectJson(
    string Digest, string ToolVersion, string Engine, string? HeadVersion, string? SupportedVersion, string? ChainHash,
    IReadOnlyList<InspectMigrationJson> Migrations, IReadOnlyList<string> Repeatables, string? ProofEngine)
{
    /// <summary>Findings of the build that scripts allow, or of which the project's settings made less.</summary>
    public IReadOnlyList<SuppressionJson> Suppressions { get; init; } = [];

    /// <summary>The statements that no rule looked into for hazards, since what they do is not known.</summary>
    public IReadOnlyList<NotUnderstoodJson> NotUnderstood { get; init; } = [];

    /// <summary>Only of `--verify`.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VerifiedJson? Verified { get; init; }
}

/// <param name="Text">The statement's first words.</param>
internal sealed record NotUnderstoodJson(string File, int Line, string Text);

/// <param name="Scripts">Each has the hash that the manifest says.</param>
/// <param name="Signature">Null where there is none.</param>
internal sealed record VerifiedJson(string FileSha256, int Scripts, SignatureJson? Signature);

/// <summary>A signature that fits the bundle.</summary>
/// <param name="Trusted">False where nobody said whom to trust: the signature itself was not checked then.</param>
internal sealed record SignatureJson(
    string KeyId, string? Certificate, bool Trusted, string? TrustedBy, string SignedName, string? Commit, string? Source, string Builder, string? Run, string? LockFileSha256);

/// <summary>`sign --json`.</summary>
internal sealed record SignJson(string Outcome, string File, string KeyId);

internal sealed record InspectMigrationJson(
    string Version, string? Parent, string Name, string Up, string? Down, string? Verify, string? Irreversible, bool Transaction, string? Verdict);

/// <summary>A finding of the build that was not reported, or not as the error that it is.</summary>
/// <param name="File">Null where it blames none.</param>
/// <param name="Severity">`warning` or `info`, of an error that was reported as such; null where it was not reported.</param>
/// <param name="By">The reason in the script, or the name of the setting.</param>
internal sealed record SuppressionJson(string Code, string? File, int? Line, string Kind, string? Severity, string By);

/// <summary>`snapshot list --json`: one a snapshot; also what `snapshot create --json` prints.</summary>
internal sealed record SnapshotRowJson(
    string Name, string File, string Database, string? Version, DateTimeOffset CreatedAt, long Size, string Sha256, string? RunId)
{
    public static SnapshotRowJson From(Snapshot s) => new(s.Name, s.File, s.Database, s.Version, s.CreatedAt, s.Size, s.Sha256, s.RunId);
}

/// <summary>What a command that failed before it had anything to report prints with --json.</summary>
internal sealed record ErrorJson(string Outcome, DiagnosticJson Error);

[JsonSerializable(typeof(StatusJson))]
[JsonSerializable(typeof(VerifyJson))]
[JsonSerializable(typeof(RunJson))]
[JsonSerializable(typeof(PlanJson))]
[JsonSerializable(typeof(CheckJson))]
[JsonSerializable(typeof(IReadOnlyList<HistoryJson>))]
[JsonSerializable(typeof(InspectJson))]
[JsonSerializable(typeof(IReadOnlyList<SnapshotRowJson>))]
[JsonSerializable(typeof(SnapshotRowJson))]
[JsonSerializable(typeof(ErrorJson))]
[JsonSerializable(typeof(SignJson))]
internal sealed partial class ToolJson : JsonSerializerContext
{
    public static readonly ToolJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new RedactedText() },
    });

    /// <summary>An enum's name with a small first letter.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
