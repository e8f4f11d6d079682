using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Indexes that are not behind a constraint: those are told in the constraint's line.</summary>
internal static class IndexQuery
{
    public static string Sql => $"""
        SELECT 'pg_class'::regclass::oid, c.oid, 'index', {Name("n.nspname", "c.relname")},
            array_remove(ARRAY[
                pg_get_indexdef(c.oid),
                CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
                CASE WHEN NOT i.indisready THEN 'NOT READY' END,
                CASE WHEN i.indisclustered THEN 'clustered' END,
                (SELECT 'partition of ' || h.inhparent::regclass::text FROM pg_inherits h WHERE h.inhrelid = c.oid AND c.relispartition),
                'tablespace ' || quote_ident(ts.spcname),
                {Owner("c.relowner")}], NULL)
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
        WHERE {UserSchema} AND {NotOfExtension("pg_class", "i.indrelid")}
            AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
        """;
}
