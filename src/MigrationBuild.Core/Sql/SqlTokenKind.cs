namespace MigrationBuild.Sql;

/// <summary>What a token is.</summary>
public enum SqlTokenKind
{
    /// <summary>A key word or an identifier without quotes.</summary>
    Word,

    /// <summary>An identifier in quotes, of whatever kind the dialect has.</summary>
    QuotedIdentifier,

    /// <summary>A string or blob literal.</summary>
    String,

    Number,

    /// <summary>A bound parameter or variable.</summary>
    Parameter,

    /// <summary>An operator, a bracket, a comma.</summary>
    Symbol,

    Semicolon,

    /// <summary>A line `GO`, with its count: no part of any statement, but where a client cuts (T-SQL).</summary>
    BatchSeparator,

    LineComment,

    BlockComment,
}
