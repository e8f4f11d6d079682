namespace MigrationBuild.Sql.Model;

/// <summary>Something of the language that a statement uses and that not every version of its engine has.</summary>
/// <param name="Name">As people call it: `unhex()` for a function, `RETURNING`, `RIGHT JOIN`.</param>
public sealed record SqlFeature(int Offset, string Name) : SqlNode(Offset);
