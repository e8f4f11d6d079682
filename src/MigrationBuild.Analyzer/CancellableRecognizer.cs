using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Analyzer;

/// <summary>Stops between two scripts: a rule list over a long chain takes longer than an editor waits.</summary>
internal sealed class CancellableRecognizer(IStatementRecognizer inner, CancellationToken cancellationToken) : IStatementRecognizer
{
    public string Engine => inner.Engine;

    public IReadOnlyList<Statement> Recognize(string text)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return inner.Recognize(text);
    }
}
