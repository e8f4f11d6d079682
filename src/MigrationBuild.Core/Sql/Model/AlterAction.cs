namespace MigrationBuild.Sql.Model;

/// <summary>One thing that ALTER TABLE does.</summary>
public abstract record AlterAction(int Offset) : SqlNode(Offset);
