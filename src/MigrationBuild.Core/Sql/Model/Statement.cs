namespace MigrationBuild.Sql.Model;

/// <summary>One statement of a script, in as much as it is understood. What is not is an <see cref="Statements.UnrecognizedStatement"/>, never something else.</summary>
public abstract record Statement(int Offset) : SqlNode(Offset)
{
    /// <summary>The functions that it calls, and what else of it came with a later version, in order; told by recognisers whose rules ask for it.</summary>
    public IReadOnlyList<SqlFeature> Uses { get; init; } = [];

    /// <summary>Statements inside this one that run when it runs, in order: those in the body of DO. The body of a routine does not run.</summary>
    public virtual IReadOnlyList<Statement> Nested => [];

    /// <summary>This statement and all that runs inside it.</summary>
    public IEnumerable<Statement> WithNested() => Nested.SelectMany(n => n.WithNested()).Prepend(this);
}
