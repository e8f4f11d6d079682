using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.Sqlite;

/// <summary>A column's type: any words, with numbers in brackets behind them.</summary>
internal static class TypeReader
{
    private static readonly string[] Ends =
    [
        "CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES", "GENERATED", "AS", "ON", "AUTOINCREMENT", "DEFERRABLE",
    ];

    /// <summary>Null, and nothing read, where there is none.</summary>
    public static SqlType? TryRead(TokenReader reader)
    {
        var words = new List<string>();
        while (!reader.IsOneOf(Ends) && reader.TryName() is { } word)
            words.Add(word.Key);
        return words.Count == 0 ? null : new SqlType(string.Join(' ', words), reader.TextsInBrackets());
    }
}
