namespace MigrationBuild.Scripts.Directives;

/// <summary>
/// Comments by which other tools tell the way back from the way there. Left unread, their file would be one script that does
/// a step and undoes it at once.
/// </summary>
internal static class ForeignMarker
{
    // goose, sql-migrate, MyBatis Migrations.
    private static readonly (string Marker, string Ours)[] Known =
    [
        ("+goose Up", "migrate:up"),
        ("+goose Down", "migrate:down"),
        ("+goose NO TRANSACTION", "migrate:transaction none"),
        ("+migrate Up notransaction", "migrate:up transaction:false"),
        ("+migrate Down notransaction", "migrate:down transaction:false"),
        ("+migrate Up", "migrate:up"),
        ("+migrate Down", "migrate:down"),
        ("//@UNDO", "migrate:down"),
        ("// @UNDO", "migrate:down"),
        ("@UNDO", "migrate:down"),
    ];

    /// <summary>The marker and the directive to write in its place, or null where this is an ordinary comment.</summary>
    /// <param name="comment">Without its dashes, trimmed.</param>
    public static (string Marker, string Ours)? Find(ReadOnlySpan<char> comment)
    {
        foreach (var known in Known)
        {
            var isStart = comment.StartsWith(known.Marker, StringComparison.OrdinalIgnoreCase);
            if (isStart && (comment.Length == known.Marker.Length || char.IsWhiteSpace(comment[known.Marker.Length])))
                return known;
        }
        return null;
    }
}
