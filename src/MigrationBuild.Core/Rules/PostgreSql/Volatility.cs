using MigrationBuild.Rules.Replay;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>Which functions give another value for each row.</summary>
internal static class Volatility
{
    // Of pg_proc of PostgreSQL 12 to 18 what people write into defaults: immutable and stable. All that is not here counts as volatile.
    private static readonly HashSet<string> Steady = new(StringComparer.Ordinal)
    {
        "now", "transaction_timestamp", "statement_timestamp", "current_timestamp", "current_date", "current_time", "localtime", "localtimestamp", "timezone",
        "date_trunc", "date_part", "extract", "age", "to_char", "to_timestamp", "to_date", "to_number", "make_date", "make_time", "make_timestamp", "make_timestamptz",
        "make_interval", "justify_days", "justify_hours", "date", "timestamp", "timestamptz", "time", "interval", "isfinite", "date_bin",
        "current_user", "session_user", "current_role", "user", "current_schema", "current_catalog", "current_database", "current_setting", "version",
        "lower", "upper", "initcap", "concat", "concat_ws", "format", "length", "char_length", "character_length", "octet_length", "left", "right", "substr", "substring",
        "trim", "btrim", "ltrim", "rtrim", "lpad", "rpad", "repeat", "replace", "reverse", "split_part", "strpos", "position", "translate", "chr", "ascii", "md5", "sha224",
        "sha256", "sha384", "sha512", "encode", "decode", "convert_from", "convert_to", "quote_ident", "quote_literal", "regexp_replace", "regexp_match", "to_hex", "overlay",
        "abs", "ceil", "ceiling", "floor", "round", "trunc", "mod", "power", "sqrt", "exp", "ln", "log", "sign", "pi", "degrees", "radians", "div", "gcd", "lcm",
        "array_append", "array_cat", "array_fill", "array_length", "array_prepend", "array_remove", "array_replace", "array_to_string", "cardinality", "string_to_array", "unnest",
        "json_build_array", "json_build_object", "json_object", "jsonb_build_array", "jsonb_build_object", "jsonb_object", "jsonb_set", "jsonb_insert", "to_json", "to_jsonb",
        "row_to_json", "array_to_json", "jsonb_strip_nulls", "json_strip_nulls", "jsonb_pretty", "to_tsvector", "to_tsquery", "plainto_tsquery", "setweight", "hstore",
        "int4range", "int8range", "numrange", "daterange", "tsrange", "tstzrange", "lower_inc", "upper_inc", "isempty", "point", "box", "circle", "line", "lseg", "path", "polygon",
        "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "text", "varchar", "bpchar", "name", "jsonb", "json", "inet", "cidr", "macaddr", "host", "network",
        "netmask", "broadcast", "masklen", "num_nulls", "num_nonnulls", "uuid_nil", "uuid_ns_dns", "uuid_ns_url", "set_byte", "get_byte", "bit_length", "unistr", "width_bucket",
        "st_geomfromtext", "st_makepoint", "st_setsrid", "st_point", "to_regclass",
    };

    public static bool IsVolatile(string function, ChainSchema schema)
    {
        var dot = function.LastIndexOf('.');
        var name = new ObjectName(dot < 0 ? null : new SqlName(function[..dot]), new SqlName(function[(dot + 1)..]));
        if (schema.Routines.Find(name) is { } routine)
            return routine.Volatility == RoutineVolatility.Volatile;
        return !Steady.Contains(name.Schema is null or { Key: "pg_catalog" } ? name.Name.Key : function);
    }
}
