using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Tables, partitioned tables and foreign tables; their columns and constraints come as facts.</summary>
internal static class TableQuery
{
    public static string Sql => $"""
        SELECT 'pg_class'::regclass::oid, c.oid, CASE c.relkind WHEN 'f' THEN 'foreign table' ELSE 'table' END, {Name("n.nspname", "c.relname")},
            array_remove(ARRAY[
                CASE c.relpersistence WHEN 'u' THEN 'unlogged' WHEN 't' THEN 'temporary' END,
                CASE WHEN c.reloftype <> 0 THEN 'of type ' || format_type(c.reloftype, NULL) END,
                (SELECT 'inherits ' || string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
                    FROM pg_inherits i WHERE i.inhrelid = c.oid AND NOT c.relispartition),
                (SELECT 'partition of ' || i.inhparent::regclass::text || ' ' || pg_get_expr(c.relpartbound, c.oid)
                    FROM pg_inherits i WHERE i.inhrelid = c.oid AND c.relispartition),
                CASE WHEN c.relkind = 'p' THEN 'partition by ' || pg_get_partkeydef(c.oid) END,
                'with (' || {Options("c.reloptions")} || ')',
                'toast with (' || (SELECT {Options("toast.reloptions")} FROM pg_class toast WHERE toast.oid = c.reltoastrelid AND c.reltoastrelid <> 0) || ')',
                CASE c.relreplident WHEN 'n' THEN CASE WHEN c.relkind <> 'f' THEN 'replica identity nothing' END WHEN 'f' THEN 'replica identity full'
                    WHEN 'i' THEN 'replica identity index ' || coalesce((SELECT i.indexrelid::regclass::text FROM pg_index i
                        WHERE i.indrelid = c.oid AND i.indisreplident), '(dropped)') END,
                CASE WHEN c.relrowsecurity THEN 'row level security enabled' END,
                CASE WHEN c.relforcerowsecurity THEN 'row level security forced' END,
                'tablespace ' || quote_ident(ts.spcname),
                'access method ' || quote_ident(am.amname),
                'server ' || quote_ident(fs.srvname),
                'options (' || {PublicOptions("ft.ftoptions")} || ')',
                {Owner("c.relowner")}], NULL)
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
        LEFT JOIN pg_am am ON am.oid = c.relam AND am.amname <> 'heap'
        LEFT JOIN pg_foreign_table ft ON ft.ftrelid = c.oid
        LEFT JOIN pg_foreign_server fs ON fs.oid = ft.ftserver
        WHERE c.relkind IN ('r', 'p', 'f') AND {UserSchema} AND {NotOfExtension("pg_class", "c.oid")}
        """;
}
