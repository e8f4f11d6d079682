using System.Text.Json;

namespace MigrationBuild.Tool.Tests;

/// <summary>What a run of the tool gave.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output, which must be one JSON value and nothing else.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public string Outcome => Json.GetProperty("outcome").GetString()!;

    public string ErrorCode => Json.GetProperty("error").GetProperty("code").GetString()!;

    public void AssertExit(int expected) => Assert.AreEqual(expected, ExitCode, $"{Output}\n{Error}");
}
