using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>sp_rename with names that the script writes out.</summary>
internal static class Renames
{
    private static readonly string[] Parameters = ["@objname", "@newname", "@objtype"];

    /// <summary>Null where its parameters are no literals, or not as it takes them.</summary>
    public static Statement? Of(IList<ExecuteParameter> parameters, int at)
    {
        var values = new string?[Parameters.Length];
        for (var i = 0; i < parameters.Count; i++)
        {
            var place = parameters[i].Variable is { } named ? Array.FindIndex(Parameters, p => p.Equals(named.Name, StringComparison.OrdinalIgnoreCase)) : i;
            if (place < 0 || place >= values.Length || parameters[i].ParameterValue is not Literal literal)
                return null;
            values[place] = literal is NullLiteral ? null : literal.Value;
        }
        return values is [{ } old, { Length: > 0 } name, var kind] && Parts(old) is { Count: > 0 } parts ? Renamed(parts, Names.Of(name), kind?.ToUpperInvariant(), at) : null;
    }

    private static Statement? Renamed(List<SqlName> parts, SqlName name, string? kind, int at)
    {
        var schemaOfTable = parts.Count > 2 ? parts[^3] : null;
        return (kind, parts) switch
        {
            ("COLUMN", [.., var table, var column]) => new AlterTable(at, new ObjectName(schemaOfTable, table), [new RenameColumn(at, column, name)]),
            ("INDEX", [.., _, var index]) => new RenameObject(at, ObjectKind.Index, new ObjectName(schemaOfTable, index), name),
            // `a.b` is a table b or a column or index of a, whichever there is: only in the usual schema it is clear enough.
            (null, [_]) or (null, [{ Key: "dbo" }, _]) or ("OBJECT", _) => new AlterTable(at, Last(parts), [new RenameTable(at, name)]),
            ("USERDATATYPE", _) => new RenameObject(at, ObjectKind.Type, Last(parts), name),
            ("STATISTICS", _) => new OtherStatement(at, "SP_RENAME"),
            _ => null,
        };
    }

    private static ObjectName Last(List<SqlName> parts) => new(parts.Count > 1 ? parts[^2] : null, parts[^1]);

    /// <summary>`[dbo].[a b]`: the parts without their quotes; none where it is no name.</summary>
    private static List<SqlName> Parts(string name)
    {
        var tokens = SqlServerDialect.Instance.Tokenize(name);
        var parts = new List<SqlName>();
        foreach (var token in tokens)
        {
            var text = token.In(name).ToString();
            if (token.Kind == SqlTokenKind.Word)
                parts.Add(Names.Of(text));
            else if (token is { Kind: SqlTokenKind.QuotedIdentifier, Unterminated: false })
                parts.Add(Names.Of(text[1..^1].Replace($"{text[^1]}{text[^1]}", $"{text[^1]}", StringComparison.Ordinal)));
            else if (text != ".")
                return [];
        }
        return parts;
    }
}
