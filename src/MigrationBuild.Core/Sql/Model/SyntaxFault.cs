namespace MigrationBuild.Sql.Model;

/// <summary>Where a parser could not go on.</summary>
/// <param name="Message">What it says, without a full stop.</param>
public sealed record SyntaxFault(int Offset, string Message) : SqlNode(Offset);
