using MigrationBuild.Sql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>PostgreSQL's dialect that takes no statement for one that ends a transaction: what a server may have that the table of key words does not know.</summary>
internal sealed class BlindDialect : ISqlDialect
{
    private static readonly ISqlDialect Seeing = PostgreSqlDialect.Instance;

    public IReadOnlyList<SqlToken> Tokenize(string text) => Seeing.Tokenize(text);

    public IReadOnlyList<SqlStatement> Split(string text) => Seeing.Split(text);

    public string? TransactionControlOf(string text, SqlStatement statement) => null;

    public IReadOnlyList<SqlFinding> Check(string text, bool transactional) => Seeing.Check(text, transactional);

    public OutsideEffect EffectOutside(string text) => Seeing.EffectOutside(text);
}
