namespace MigrationBuild.Sql;

/// <summary>One statement of a script; in T-SQL one batch, which is what a client sends at once.</summary>
/// <param name="Start">Offset of its first token that is no comment.</param>
/// <param name="Length">Up to and with its semicolon, if it has one.</param>
/// <param name="Tokens">Without comments, with the semicolon.</param>
public sealed record SqlStatement(int Start, int Length, IReadOnlyList<SqlToken> Tokens)
{
    /// <summary>How often it runs: the count behind `GO`; 1 wherever there is none.</summary>
    public int Repeats { get; init; } = 1;

    public string TextIn(string script) => script.Substring(Start, Length);
}
