using System.Text;

namespace MigrationBuild.Sqlite.Scripts;

/// <summary>
/// Finds the statements that end a transaction before they run: after a COMMIT nobody could take back what it made durable.
/// In SQLite a statement is one if its first word says so (sqlite.org/lang_transaction.html).
/// </summary>
internal static class TransactionWords
{
    /// <summary>The word in upper case, or null where the statement leaves the transaction alone.</summary>
    public static string? EndingWord(ReadOnlySpan<byte> statement)
    {
        var words = Words(statement, 4);
        return words switch
        {
            ["COMMIT" or "END", ..] => words[0],
            ["ROLLBACK", "TO", ..] or ["ROLLBACK", "TRANSACTION", "TO", ..] => null,
            ["ROLLBACK", ..] => words[0],
            _ => null,
        };
    }

    public static bool StartsOne(ReadOnlySpan<byte> statement) => Words(statement, 1) is ["BEGIN"];

    private static string[] Words(ReadOnlySpan<byte> statement, int most)
    {
        var words = new List<string>();
        var offset = 0;
        while (words.Count < most)
        {
            offset = ScriptPosition.SkipBlank(statement, offset);
            var length = 0;
            while (offset + length < statement.Length && char.IsAsciiLetter((char)statement[offset + length]))
                length++;
            if (length == 0)
                break;
            words.Add(Encoding.ASCII.GetString(statement.Slice(offset, length)).ToUpperInvariant());
            offset += length;
        }
        return [.. words];
    }
}
