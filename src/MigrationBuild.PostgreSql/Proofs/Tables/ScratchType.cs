namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>A type as the maker of values sees it.</summary>
/// <param name="Sql">As SQL needs it, with its schema where that is not the catalogs'.</param>
/// <param name="Name">Without schema and quotes.</param>
/// <param name="Kind">pg_type.typtype: `b` base, `d` domain, `e` enum, `c` composite, `r` range, `m` multirange.</param>
/// <param name="Base">Of a domain, with <paramref name="BaseModifier"/>.</param>
/// <param name="Element">Of an array; else 0.</param>
/// <param name="Subtype">Of a range; else 0.</param>
internal sealed record ScratchType(
    uint Oid, string Sql, string Name, char Kind, uint Base, int BaseModifier, uint Element, bool IsNotNull,
    IReadOnlyList<string> Labels, uint Subtype, IReadOnlyList<uint> Attributes, IReadOnlyList<int> AttributeModifiers);
