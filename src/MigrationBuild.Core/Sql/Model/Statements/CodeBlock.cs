namespace MigrationBuild.Sql.Model.Statements;

/// <summary>A block of code that runs now: DO, IF … BEGIN … END. What runs inside may run once, never or many times.</summary>
public sealed record CodeBlock(int Offset, IReadOnlyList<Statement> Body) : Statement(Offset)
{
    public override IReadOnlyList<Statement> Nested => Body;
}
