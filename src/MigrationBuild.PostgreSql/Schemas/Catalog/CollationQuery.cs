using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Collations and conversions. The column of the ICU locale had three names in four versions, hence the detour over JSON.</summary>
internal static class CollationQuery
{
    public static string Sql => $"""
        SELECT 'pg_collation'::regclass::oid, c.oid, 'collation', {Name("n.nspname", "c.collname")},
            array_remove(ARRAY[
                concat_ws(' ', 'provider', CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'c' THEN 'libc' WHEN 'b' THEN 'builtin' ELSE c.collprovider::text END,
                    'locale ' || quote_literal(coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale', c.collcollate)),
                    'ctype ' || quote_literal(CASE WHEN c.collctype <> c.collcollate THEN c.collctype END),
                    'rules ' || quote_literal(to_jsonb(c) ->> 'collicurules'),
                    CASE WHEN NOT c.collisdeterministic THEN 'nondeterministic' END),
                {Owner("c.collowner")}], NULL)
        FROM pg_collation c
        JOIN pg_namespace n ON n.oid = c.collnamespace
        WHERE {UserSchema} AND {NotOfExtension("pg_collation", "c.oid")}
        UNION ALL
        SELECT 'pg_conversion'::regclass::oid, c.oid, 'conversion', {Name("n.nspname", "c.conname")},
            array_remove(ARRAY[
                'for ' || pg_encoding_to_char(c.conforencoding) || ' to ' || pg_encoding_to_char(c.contoencoding) || ' from ' || c.conproc::regproc::text
                    || CASE WHEN c.condefault THEN ' default' ELSE '' END,
                {Owner("c.conowner")}], NULL)
        FROM pg_conversion c
        JOIN pg_namespace n ON n.oid = c.connamespace
        WHERE {UserSchema} AND {NotOfExtension("pg_conversion", "c.oid")}
        """;
}
