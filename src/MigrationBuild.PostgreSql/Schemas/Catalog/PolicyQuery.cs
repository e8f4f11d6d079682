using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Policies of row-level security.</summary>
internal static class PolicyQuery
{
    public static string Sql => $"""
        SELECT 'pg_policy'::regclass::oid, p.oid, 'policy', quote_ident(p.polname) || ' on ' || {Name("n.nspname", "c.relname")},
            array_remove(ARRAY[
                concat_ws(' ', CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END, 'for',
                    CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END, 'to',
                    (SELECT string_agg(r, ', ' ORDER BY r COLLATE "C") FROM (
                        SELECT CASE o WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(o)) END AS r FROM unnest(p.polroles) o) roles)),
                'using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
                'with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'], NULL)
        FROM pg_policy p
        JOIN pg_class c ON c.oid = p.polrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {UserSchema}
        """;
}
