using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>
/// Enums, domains, composite types, ranges and base types; not the array types and the row types that come with something else.
/// Attributes and domain constraints come as facts.
/// </summary>
internal static class TypeQuery
{
    public static string Sql(int major) => $"""
        SELECT 'pg_type'::regclass::oid, t.oid, CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END, {Name("n.nspname", "t.typname")},
            array_remove(ARRAY[
                CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'c' THEN 'composite'
                    WHEN 'd' THEN concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
                        CASE WHEN t.typcollation <> b.typcollation THEN 'COLLATE ' || t.typcollation::regcollation::text END,
                        CASE WHEN t.typnotnull THEN 'NOT NULL' END,
                        'DEFAULT ' || coalesce(pg_get_expr(t.typdefaultbin, 0), quote_literal(t.typdefault)))
                    WHEN 'r' THEN concat_ws(' ', 'range of', format_type(r.rngsubtype, NULL),
                        CASE WHEN NOT o.opcdefault THEN 'subtype_opclass ' || quote_ident(o.opcname) END,
                        CASE WHEN r.rngcollation <> 0 AND r.rngcollation <> s.typcollation THEN 'COLLATE ' || r.rngcollation::regcollation::text END,
                        CASE WHEN r.rngcanonical <> 0 THEN 'canonical ' || r.rngcanonical::regproc::text END,
                        CASE WHEN r.rngsubdiff <> 0 THEN 'subtype_diff ' || r.rngsubdiff::regproc::text END
                        {(major >= 14 ? ", 'multirange ' || format_type(r.rngmultitypid, NULL)" : "")})
                    WHEN 'p' THEN 'shell'
                    ELSE concat_ws(' ', 'base input', t.typinput::regproc::text, 'output', t.typoutput::regproc::text, 'length', t.typlen::text, 'align', t.typalign::text,
                        'storage', t.typstorage::text, 'category', t.typcategory::text, CASE WHEN t.typbyval THEN 'by value' END, 'DEFAULT ' || quote_literal(t.typdefault)) END,
                {Owner("t.typowner")}], NULL)
                || coalesce((SELECT array_agg('label ' || quote_literal(e.enumlabel) ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), ARRAY[]::text[])
        FROM pg_type t
        JOIN pg_namespace n ON n.oid = t.typnamespace
        LEFT JOIN pg_type b ON b.oid = t.typbasetype
        LEFT JOIN pg_range r ON r.rngtypid = t.oid
        LEFT JOIN pg_type s ON s.oid = r.rngsubtype
        LEFT JOIN pg_opclass o ON o.oid = r.rngsubopc
        LEFT JOIN pg_class c ON c.oid = t.typrelid
        WHERE {UserSchema} AND t.typtype <> 'm' AND (t.typrelid = 0 OR c.relkind = 'c')
            AND NOT EXISTS (SELECT FROM pg_type x WHERE x.oid = t.typelem AND x.typarray = t.oid)
            AND {NotOfExtension("pg_type", "t.oid")}
        """;
}
