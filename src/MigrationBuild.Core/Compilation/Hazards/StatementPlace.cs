using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Compilation.Hazards;

/// <summary>Where a statement lies in its script's text.</summary>
/// <param name="Start">Offset of its first token that is no comment.</param>
/// <param name="Last">Offset of its last character, its semicolon if it has one.</param>
internal readonly record struct StatementPlace(int Start, int Last)
{
    /// <summary>The place of each, in order: up to the last token before the next.</summary>
    public static IReadOnlyList<StatementPlace> Of(IReadOnlyList<Statement> statements, IReadOnlyList<SqlToken> tokens)
    {
        var places = new List<StatementPlace>();
        var at = 0;
        for (var i = 0; i < statements.Count; i++)
        {
            var next = i + 1 < statements.Count ? statements[i + 1].Offset : int.MaxValue;
            var last = statements[i].Offset;
            for (; at < tokens.Count && tokens[at].Start < next; at++)
            {
                if (!SqlDialect.IsComment(tokens[at]) && tokens[at].Kind != SqlTokenKind.BatchSeparator)
                    last = tokens[at].End - 1;
            }
            places.Add(new StatementPlace(statements[i].Offset, last));
        }
        return places;
    }
}
