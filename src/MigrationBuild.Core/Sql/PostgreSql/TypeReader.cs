using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>The name of a type, in any of the spellings that the grammar has for the built-in ones.</summary>
internal static class TypeReader
{
    private static readonly Dictionary<string, string> Canonical = new(StringComparer.Ordinal)
    {
        ["int"] = "integer",
        ["int4"] = "integer",
        ["int8"] = "bigint",
        ["int2"] = "smallint",
        ["serial4"] = "serial",
        ["serial8"] = "bigserial",
        ["serial2"] = "smallserial",
        ["varchar"] = "character varying",
        ["nchar"] = "character",
        ["char"] = "character",
        ["bpchar"] = "character",
        ["varbit"] = "bit varying",
        ["bool"] = "boolean",
        ["decimal"] = "numeric",
        ["dec"] = "numeric",
        ["float4"] = "real",
        ["float8"] = "double precision",
        ["float"] = "double precision",
        ["timestamp"] = "timestamp without time zone",
        ["timestamptz"] = "timestamp with time zone",
        ["time"] = "time without time zone",
        ["timetz"] = "time with time zone",
    };

    /// <summary>Null, and nothing read, where there is none.</summary>
    public static SqlType? TryRead(TokenReader reader)
    {
        var start = reader.Position;
        reader.Try("SETOF");
        var isQuoted = reader.IsName && reader.Current.Kind == SqlTokenKind.QuotedIdentifier;
        if (reader.TryObjectName() is not { } written)
        {
            reader.Position = start;
            return null;
        }
        var name = NameOf(written, isQuoted, reader);
        var arguments = reader.TextsInBrackets();
        if (name is "timestamp without time zone" or "time without time zone")
            name = WithZone(name, reader);
        else if (name == "interval")
            SkipFields(reader);
        else if (name == "character" && reader.Try("VARYING"))
            name = "character varying";
        if (arguments.Count == 0)
            arguments = reader.TextsInBrackets();
        return new SqlType(name, arguments, SkipArray(reader));
    }

    private static string NameOf(ObjectName written, bool isQuoted, TokenReader reader)
    {
        var name = written.Name.Key;
        if (written.Schema is { Key: not "pg_catalog" } schema)
            return $"{schema.Key}.{name}";
        if (isQuoted && name == "char")
            return "\"char\"";
        if (name == "double" && reader.Try("PRECISION"))
            return "double precision";
        if (name == "national" && (reader.Try("CHARACTER") || reader.Try("CHAR")))
            return "character";
        if (name is "character" or "char" or "nchar" && reader.Try("VARYING"))
            return "character varying";
        if (name == "bit" && reader.Try("VARYING"))
            return "bit varying";
        return Canonical.GetValueOrDefault(name, name);
    }

    private static string WithZone(string name, TokenReader reader)
    {
        if (reader.Try("WITH", "TIME", "ZONE"))
            return name.Replace("without", "with", StringComparison.Ordinal);
        reader.Try("WITHOUT", "TIME", "ZONE");
        return name;
    }

    private static void SkipFields(TokenReader reader)
    {
        while (reader.IsOneOf("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TO"))
            reader.Position++;
    }

    private static bool SkipArray(TokenReader reader)
    {
        var isArray = reader.Try("ARRAY");
        while (reader.IsSymbol("["))
        {
            isArray = true;
            reader.Position += reader.LengthOfBrackets();
        }
        return isArray;
    }
}
