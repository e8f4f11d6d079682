using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.Replay;

/// <summary>A column as the chain so far has made it.</summary>
/// <param name="Origin">The place in the chain of the migration that made it.</param>
/// <param name="Type">Null where it is not known.</param>
public sealed record ChainColumn(SqlName Name, int Origin, SqlType? Type)
{
    public bool IsNotNull { get; init; }

    public SqlExpression? Default { get; init; }

    public ColumnGeneration Generation { get; init; }
}
