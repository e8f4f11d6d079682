using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>What the statements of a PostgreSQL script do, by its tokens; the grammar is that of 12 to 18 (src/backend/parser/gram.y).</summary>
public sealed class PostgreSqlRecognizer : IStatementRecognizer
{
    public static readonly PostgreSqlRecognizer Instance = new();

    private PostgreSqlRecognizer()
    {
    }

    public string Engine => EngineNames.PostgreSql;

    public IReadOnlyList<Statement> Recognize(string text) =>
        [.. PostgreSqlDialect.Instance.Split(text).Select(s => Recognize(text, s))];

    private static Statement Recognize(string text, SqlStatement statement)
    {
        var reader = new TokenReader(text, statement.Tokens, PostgreSqlNames.Of);
        return StatementReader.Read(reader) ?? new UnrecognizedStatement(statement.Start, reader.FirstWords(0));
    }
}
