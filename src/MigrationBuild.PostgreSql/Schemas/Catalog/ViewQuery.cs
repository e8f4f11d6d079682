using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Views and materialised views, a line of the query a line: the server's own rendering, in which no comment or layout survives.</summary>
internal static class ViewQuery
{
    public static string Sql => $"""
        SELECT 'pg_class'::regclass::oid, c.oid, CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END, {Name("n.nspname", "c.relname")},
            array_remove(ARRAY[
                CASE WHEN c.relpersistence = 'u' THEN 'unlogged' END,
                'with (' || {Options("c.reloptions")} || ')',
                CASE WHEN NOT c.relispopulated THEN 'not populated' END,
                'tablespace ' || quote_ident(ts.spcname),
                'access method ' || quote_ident(am.amname),
                {Owner("c.relowner")}], NULL) || string_to_array(btrim(pg_get_viewdef(c.oid), E' \n;'), E'\n')
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
        LEFT JOIN pg_am am ON am.oid = c.relam AND am.amname <> 'heap'
        WHERE c.relkind IN ('v', 'm') AND {UserSchema} AND {NotOfExtension("pg_class", "c.oid")}
        """;
}
