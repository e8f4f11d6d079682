using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql.Engine;

/// <summary>
/// A value that is added to an enum cannot be used before COMMIT (55P04; postgresql.org/docs/15/sql-altertype.html). What looks
/// like a use counts as one: then a run is split for nothing.
/// </summary>
internal static class NewEnumValues
{
    /// <summary>The places of the scripts that use a value which one before them adds, counted anew from each such place.</summary>
    public static IReadOnlyList<int> Uses(IReadOnlyList<MigrationScript> scripts, ISqlDialect dialect)
    {
        var uses = new List<int>();
        var added = new List<string>();
        for (var i = 0; i < scripts.Count; i++)
        {
            var text = scripts[i].Text;
            var statements = dialect.Split(text);
            if (added.Count > 0 && statements.SelectMany(s => s.Tokens).Any(token => token.Kind == SqlTokenKind.String && added.Any(value => token.In(text).Contains(value, StringComparison.Ordinal))))
            {
                uses.Add(i);
                added.Clear();
            }
            added.AddRange(statements.Select(s => AddedValue(text, s.Tokens)).OfType<string>());
        }
        return uses;
    }

    // With its quotes.
    private static string? AddedValue(string text, IReadOnlyList<SqlToken> tokens)
    {
        for (var i = 3; i + 2 < tokens.Count && tokens[0].Is(text, "ALTER") && tokens[1].Is(text, "TYPE"); i++)
        {
            if (tokens[i].Is(text, "ADD") && tokens[i + 1].Is(text, "VALUE"))
                return tokens.Skip(i + 2).Where(t => t.Kind == SqlTokenKind.String).Select(t => t.In(text).ToString()).FirstOrDefault();
        }
        return null;
    }
}
