using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.SqlServer.Parsing;
using MigrationBuild.SqlServer.Translation;

namespace MigrationBuild.SqlServer;

/// <summary>What the statements of a T-SQL script do, as ScriptDom's parser reads them batch by batch. Nothing of ScriptDom shows outside.</summary>
public sealed class SqlServerRecognizer : IStatementRecognizer
{
    public static readonly SqlServerRecognizer Instance = new(BatchParser.Newest);

    private readonly BatchParser _parser;

    internal SqlServerRecognizer(BatchParser parser)
    {
        _parser = parser;
    }

    public string Engine => EngineNames.SqlServer;

    public IReadOnlyList<Statement> Recognize(string text)
    {
        var statements = new List<Statement>();
        var isQuoted = true;
        foreach (var batch in SqlServerDialect.Instance.Split(text))
        {
            var source = new BatchSource(batch.TextIn(text), inner => batch.Start + inner);
            var translator = new BatchTranslator(source, _parser, isQuoted);
            if (DeepStack.Run(text, batch, translator.Translate) is { } found)
                statements.AddRange(found);
            else
                statements.Add(new UnrecognizedStatement(batch.Start, source.FirstWords(0)));
            isQuoted = translator.IsQuoted;
        }
        return statements;
    }
}
