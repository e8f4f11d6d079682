using System.Text;
using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql.Schemas;

/// <summary>
/// The body of a function in a form that comments and layout do not change: in SQL and PL/pgSQL its tokens, a statement a line. In a
/// language that is not ours to read (white space means something in Python) only line ends and the white space before them go.
/// </summary>
internal static class RoutineBody
{
    public static IEnumerable<string> Lines(string body, string language) =>
        language is "sql" or "plpgsql" ? Statements(body) : body.Split('\n').Select(line => line.TrimEnd());

    private static List<string> Statements(string body)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var token in PostgreSqlDialect.Instance.Tokenize(body).Where(t => t.Kind is not (SqlTokenKind.LineComment or SqlTokenKind.BlockComment)))
        {
            if (line.Length > 0 && token.Kind != SqlTokenKind.Semicolon)
                line.Append(' ');
            line.Append(token.In(body));
            if (token.Kind == SqlTokenKind.Semicolon)
                EndLine();
        }
        EndLine();
        return lines;

        void EndLine()
        {
            if (line.Length > 0)
                lines.Add(line.ToString());
            line.Clear();
        }
    }
}
