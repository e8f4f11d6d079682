namespace MigrationBuild.Drivers;

/// <summary>A table as the maker of rows sees it.</summary>
/// <param name="Name">As in the schema's objects of kind `table`: `users`, `public.users`.</param>
/// <param name="Sql">The name as SQL needs it.</param>
/// <param name="Columns">In their order.</param>
/// <param name="UniqueKeys">The columns of each primary key, unique constraint and unique index (of plain columns; of an expression, the columns in it).</param>
public sealed record ScratchTable(
    string Name,
    string Sql,
    IReadOnlyList<ScratchColumn> Columns,
    IReadOnlyList<IReadOnlyList<string>> UniqueKeys,
    IReadOnlyList<ScratchForeignKey> ForeignKeys);
