using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MigrationBuild.Deployment.Journal;

/// <summary>The notes of the journal's rows.</summary>
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(Preparation))]
[JsonSerializable(typeof(Entry))]
internal sealed partial class JournalJson : JsonSerializerContext
{
    public static readonly JournalJson Format = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<Direction>(JsonNamingPolicy.CamelCase), new JsonStringEnumConverter<HistoryAction>(JsonNamingPolicy.CamelCase) },
    });

    /// <summary>Null where the note is none, or was written by a version of the tool that this one does not understand.</summary>
    public static T? Read<T>(string? note, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return note is null ? null : JsonSerializer.Deserialize(note, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
