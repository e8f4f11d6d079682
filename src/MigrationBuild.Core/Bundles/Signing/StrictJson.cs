using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MigrationBuild.Bundles.Signing;

/// <summary>How the files of a signature are read and written: one line; nothing unknown, missing, null or given twice.</summary>
internal static class StrictJson
{
    /// <summary>A new value at each call: a compiled context takes it for itself.</summary>
    public static JsonSerializerOptions Options => new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // The files are data, never part of a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
