namespace MigrationBuild.Drivers;

/// <param name="Columns">Of the table itself.</param>
/// <param name="Parent">The <see cref="ScratchTable.Name"/> of the table that it points to; may be the table itself, or a table that is not there.</param>
/// <param name="ParentColumns">As many as <paramref name="Columns"/>.</param>
public sealed record ScratchForeignKey(IReadOnlyList<string> Columns, string Parent, IReadOnlyList<string> ParentColumns);
