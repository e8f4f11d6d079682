using System.Text.Json;
using System.Text.Json.Serialization;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tool.Output;

/// <summary>Each text of a report, without secrets.</summary>
internal sealed class RedactedText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Secrets.Redact(value));
}
