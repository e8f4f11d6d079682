using MigrationBuild.Sqlite.Schemas;

namespace MigrationBuild.Sqlite.Scratch.Values;

/// <param name="Condition">Between the brackets.</param>
/// <param name="Columns">Those of the table that it names.</param>
internal sealed record TableCheck(IReadOnlyList<SqlPiece> Condition, IReadOnlyList<string> Columns)
{
    public string Sql => string.Join(' ', Condition.Select(piece => piece.Text));

    public bool HasWord(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Condition.Any(piece => piece.Is(word)))
                return true;
        }
        return false;
    }
}
