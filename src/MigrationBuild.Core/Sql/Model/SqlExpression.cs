namespace MigrationBuild.Sql.Model;

/// <summary>An expression, in as much as rules look into it.</summary>
/// <param name="Text">As it stands in the script, on one line.</param>
/// <param name="Functions">The functions that it calls, in lower case, with their schema where it is written; key words that act as one (`current_timestamp`) are among them.</param>
public sealed record SqlExpression(int Offset, string Text, IReadOnlyList<string> Functions) : SqlNode(Offset)
{
    /// <summary>Whether it is NULL, with or without a cast.</summary>
    public bool IsNull { get; init; }

    /// <summary>Whether it is one literal, with or without sign or cast.</summary>
    public bool IsLiteral { get; init; }

    /// <summary>The columns `c` for which it says `c IS NOT NULL`, where all that it says is that, joined by AND.</summary>
    public IReadOnlyList<SqlName> NotNullColumns { get; init; } = [];

    /// <summary>The names in it, columns and key words alike.</summary>
    public IReadOnlyList<ObjectName> Mentions { get; init; } = [];
}
