namespace MigrationBuild.Sql;

/// <summary>How one engine's SQL is read, without an engine: tokens, and where statements end.</summary>
public interface ISqlDialect
{
    /// <summary>
    /// The tokens of a script in order, comments included, white space not. Together with the white space between them they are the
    /// whole text: nothing is lost. An unterminated string, identifier or comment is one token that reaches the end, marked so.
    /// </summary>
    IReadOnlyList<SqlToken> Tokenize(string text);

    /// <summary>The statements of a script. A statement holds at least one token that is no comment and no semicolon.</summary>
    IReadOnlyList<SqlStatement> Split(string text);

    /// <summary>The key words of a statement that starts, ends or divides a transaction; null for any other.</summary>
    string? TransactionControlOf(string text, SqlStatement statement);

    /// <summary>What this engine forbids in a script, beyond what all do; in the order of the text.</summary>
    IReadOnlyList<SqlFinding> Check(string text, bool transactional);

    /// <summary>What a script may leave behind that runs outside a transaction and does not come to its end. What is not known for sure is unknown.</summary>
    OutsideEffect EffectOutside(string text);
}
