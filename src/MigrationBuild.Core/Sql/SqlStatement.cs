namespace MigrationBuild.Sql;

/// <summary>One statement of a script.</summary>
/// <param name="Start">Offset of its first token that is no comment.</param>
/// <param name="Length">Up to and with its semicolon, if it has one.</param>
/// <param name="Tokens">Without comments, with the semicolon.</param>
public sealed record SqlStatement(int Start, int Length, IReadOnlyList<SqlToken> Tokens)
{
    public string TextIn(string script) => script.Substring(Start, Length);
}
