using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>Types by the server's own names: `int` for INTEGER, `nvarchar` for NATIONAL CHARACTER VARYING.</summary>
internal static class Types
{
    /// <param name="type">Null, as for a computed column, gives null.</param>
    public static SqlType? Of(DataTypeReference? type) => type switch
    {
        null => null,
        SqlDataTypeReference known => new(NameOf(known), Arguments(known)),
        ParameterizedDataTypeReference own => new(own.Name is { } name ? Names.Of(name).ToString().ToLowerInvariant() : "", Arguments(own)),
        XmlDataTypeReference => new("xml", []),
        _ => new(type.Name is { } name ? Names.Of(name).ToString().ToLowerInvariant() : "", []),
    };

    /// <summary>Whether the server makes its values: a number that changes with each write of the row.</summary>
    public static bool IsRowVersion(DataTypeReference? type) =>
        type is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.Rowversion or SqlDataTypeOption.Timestamp };

    private static string NameOf(SqlDataTypeReference type) => type.SqlDataTypeOption switch
    {
        SqlDataTypeOption.Sql_Variant => "sql_variant",
        SqlDataTypeOption.Numeric => "decimal",
        SqlDataTypeOption.Timestamp => "rowversion",
        var option => option.ToString().ToLowerInvariant(),
    };

    private static IReadOnlyList<string> Arguments(ParameterizedDataTypeReference type) => [.. type.Parameters.Select(p => p.Value.ToLowerInvariant())];
}
