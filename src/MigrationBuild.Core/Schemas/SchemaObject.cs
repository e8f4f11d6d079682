namespace MigrationBuild.Schemas;

/// <summary>One object of a schema in canonical form: equal texts mean equal objects.</summary>
/// <param name="Kind">Lower case: `table`, `index`, `view`, `trigger`.</param>
/// <param name="Name">As the engine stores it.</param>
/// <param name="Lines">The definition, one fact a line (a column, a constraint), so that a difference reads well.</param>
public sealed record SchemaObject(string Kind, string Name, IReadOnlyList<string> Lines);
