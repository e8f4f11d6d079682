using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.Sqlite;

/// <summary>What the statements of a SQLite script do, by its tokens; the grammar is that of 3.35 to 3.51 (src/parse.y).</summary>
public sealed class SqliteRecognizer : IStatementRecognizer
{
    public static readonly SqliteRecognizer Instance = new();

    private SqliteRecognizer()
    {
    }

    public string Engine => EngineNames.Sqlite;

    public IReadOnlyList<Statement> Recognize(string text) =>
        [.. SqliteDialect.Instance.Split(text).Select(s => Recognize(text, s))];

    private static Statement Recognize(string text, SqlStatement statement)
    {
        var reader = new TokenReader(text, statement.Tokens, SqliteNames.Of);
        var read = StatementReader.Read(reader) ?? new UnrecognizedStatement(statement.Start, reader.FirstWords(0));
        return read with { Uses = FeatureReader.Read(text, statement.Tokens) };
    }
}
