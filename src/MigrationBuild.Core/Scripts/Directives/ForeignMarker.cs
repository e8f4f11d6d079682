namespace MigrationBuild.Scripts.Directives;

/// <summary>
/// Comments by which other tools tell the way back from the way there. Those that mean exactly what a directive means are read as it;
/// left unread, their file would be one script that does a step and undoes it at once.
/// </summary>
/// <param name="Marker">As the other tool writes it.</param>
/// <param name="Ours">The directive that it is read as, without its prefix; null where it cannot be read.</param>
/// <param name="Remedy">For a message about one that cannot be read.</param>
internal sealed record ForeignMarker(string Marker, string? Ours, string Remedy = "")
{
    private const string Undo =
        "what follows would run as a part of this script; write `-- migrate:down` in its place, and begin the file with `-- migrate:up`";

    // goose, sql-migrate, MyBatis Migrations. The longer of two that begin alike stands first.
    private static readonly ForeignMarker[] Known =
    [
        new("+goose Up", "up"),
        new("+goose Down", "down"),
        new("+goose NO TRANSACTION", "transaction none"),
        new("+goose ENVSUB", null, "nothing is put in place of the variables; write the values themselves, and remove the line"),
        new("+migrate Up notransaction", "up transaction:false"),
        new("+migrate Down notransaction", "down transaction:false"),
        new("+migrate Up", "up"),
        new("+migrate Down", "down"),
        new("//@UNDO", null, Undo),
        new("// @UNDO", null, Undo),
        new("@UNDO", null, Undo),
    ];

    /// <summary>Null where this is an ordinary comment.</summary>
    /// <param name="comment">Without its dashes, trimmed.</param>
    /// <param name="rest">What follows the marker.</param>
    public static ForeignMarker? Find(ReadOnlySpan<char> comment, out string rest)
    {
        rest = "";
        foreach (var known in Known)
        {
            var isStart = comment.StartsWith(known.Marker, StringComparison.OrdinalIgnoreCase);
            if (!isStart || (comment.Length > known.Marker.Length && !char.IsWhiteSpace(comment[known.Marker.Length])))
                continue;
            rest = comment[known.Marker.Length..].Trim().ToString();
            return known;
        }
        return null;
    }
}
