using MigrationBuild.Sql.Model;

namespace MigrationBuild.Sql;

/// <summary>Tells what the statements of one engine's scripts do, without an engine. Stateless.</summary>
public interface IStatementRecognizer
{
    /// <summary>The engine's lower-case name, as bundles use it.</summary>
    string Engine { get; }

    /// <summary>
    /// Every statement of a script, in order; one that is not understood is an <see cref="Model.Statements.UnrecognizedStatement"/>.
    /// Never throws, whatever the text; every offset lies inside it.
    /// </summary>
    IReadOnlyList<Statement> Recognize(string text);
}
