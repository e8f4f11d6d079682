using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>
/// Schemas and extensions; an extension stands for everything that belongs to it. `public` and `plpgsql` are in every new database:
/// they show where they are not as they come, and where they were dropped.
/// </summary>
internal static class NamespaceQuery
{
    public static string Sql => $"""
        SELECT 'pg_namespace'::regclass::oid, n.oid, 'schema', quote_ident(n.nspname),
            array_remove(ARRAY[CASE WHEN n.oid >= {FirstUserOid} THEN {Owner("n.nspowner")} END], NULL)
        FROM pg_namespace n
        WHERE {UserSchema} AND {NotOfExtension("pg_namespace", "n.oid")}
        UNION ALL
        SELECT 'pg_namespace'::regclass, 0, 'schema', 'public', ARRAY['dropped'] WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public')
        UNION ALL
        SELECT 'pg_extension'::regclass, e.oid, 'extension', quote_ident(e.extname),
            CASE WHEN e.extname = 'plpgsql' AND e.extversion = '1.0' THEN ARRAY[]::text[] ELSE
                array_remove(ARRAY['version ' || quote_literal(e.extversion), 'schema ' || quote_ident(n.nspname), {Owner("e.extowner")}], NULL) END
        FROM pg_extension e
        JOIN pg_namespace n ON n.oid = e.extnamespace
        UNION ALL
        SELECT 'pg_extension'::regclass, 0, 'extension', 'plpgsql', ARRAY['dropped'] WHERE NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'plpgsql')
        """;
}
