using System.Text.Json.Serialization;

namespace MigrationBuild.PostgreSql.Snapshots;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(TemplateFile))]
internal sealed partial class TemplateFileJson : JsonSerializerContext;
