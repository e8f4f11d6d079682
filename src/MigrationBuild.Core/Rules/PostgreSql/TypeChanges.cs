using System.Globalization;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>Which changes of a type leave the table's file as it is (ATColumnChangeRequiresRewrite in src/backend/commands/tablecmds.c; measured on 15).</summary>
internal static class TypeChanges
{
    /// <param name="old">The column's type before.</param>
    /// <param name="isUtc">Whether the session's time zone is known to be UTC.</param>
    /// <param name="isIndexed">Whether an index is over the column; one that has to sort in another way is made anew.</param>
    public static bool KeepsFile(SqlType old, AlterColumnType change, bool isUtc, bool isIndexed)
    {
        var type = change.Type;
        if (change.Using is { } expression && !IsPlainCast(expression.Text, change))
            return false;
        if (old.IsArray || type.IsArray)
            return old.ToString() == type.ToString();
        return (old.Name, type.Name) switch
        {
            ("character varying" or "text", "text") => true,
            ("character varying" or "text", "character varying") => IsWider(old, type),
            ("numeric", "numeric") => type.Arguments.Count == 0 || (old.Arguments.Count > 0 && IsWider(old, type) && Argument(old, 1) == Argument(type, 1)),
            ("timestamp without time zone", "timestamp with time zone") => isUtc && IsWider(old, type),
            ("timestamp with time zone", "timestamp without time zone") => isUtc && IsWider(old, type),
            ("cidr", "inet") => true,
            ("citext", "text" or "character varying") or ("text" or "character varying", "citext") => !isIndexed && type.Arguments.Count == 0,
            var (from, to) when from == to => KeepsArguments(from, old, type),
            _ => false,
        };
    }

    private static bool KeepsArguments(string name, SqlType old, SqlType type) =>
        old.Arguments.SequenceEqual(type.Arguments, StringComparer.Ordinal)
        || (name is "timestamp without time zone" or "timestamp with time zone" or "time without time zone" or "time with time zone" or "interval" or "bit varying" && IsWider(old, type));

    // Without a length there is no limit.
    private static bool IsWider(SqlType old, SqlType type) =>
        type.Arguments.Count == 0 || (old.Arguments.Count > 0 && Argument(type, 0) >= Argument(old, 0));

    private static int Argument(SqlType type, int index) =>
        index < type.Arguments.Count && int.TryParse(type.Arguments[index], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : 0;

    // USING name::text, as generators write it.
    private static bool IsPlainCast(string text, AlterColumnType change)
    {
        var at = text.IndexOf("::", StringComparison.Ordinal);
        var column = (at < 0 ? text : text[..at]).Trim().Trim('(', ')', '"');
        return column.Equals(change.Column.Text, StringComparison.OrdinalIgnoreCase) && text.LastIndexOf("::", StringComparison.Ordinal) == at
            && text.AsSpan(Math.Max(at, 0)).IndexOfAny("+-*/|") < 0;
    }
}
