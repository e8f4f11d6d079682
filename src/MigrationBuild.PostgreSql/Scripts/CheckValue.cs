using Npgsql;

namespace MigrationBuild.PostgreSql.Scripts;

/// <summary>The answer of a check in a verify script.</summary>
internal static class CheckValue
{
    /// <summary>What it gave, where its only column is false, zero, empty or NULL; else null.</summary>
    public static string? SaysNo(NpgsqlDataReader row)
    {
        if (row.FieldCount != 1)
            return null;
        if (row.IsDBNull(0))
            return "NULL";
        return row.GetDataTypeName(0) switch
        {
            "boolean" => row.GetBoolean(0) ? null : "false",
            "smallint" or "integer" or "bigint" => row.GetInt64(0) == 0 ? "0" : null,
            "real" or "double precision" => row.GetDouble(0) == 0 ? "0" : null,
            // Not as decimal: it holds less than the server's type.
            "numeric" => row.GetDouble(0) == 0 ? "0" : null,
            "text" or "character varying" => row.GetString(0).Length == 0 ? "an empty value" : null,
            _ => null,
        };
    }
}
