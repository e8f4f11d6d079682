namespace MigrationBuild.Sql.Model.Statements;

/// <summary>ALTER DOMAIN, with what it does.</summary>
public sealed record AlterDomain(int Offset, ObjectName Name, IReadOnlyList<AlterAction> Actions) : Statement(Offset);
