using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Functions, window functions and procedures, with their bodies. What has its default value is left out.</summary>
internal static class RoutineQuery
{
    public static string Sql(int major) => $"""
        SELECT 'pg_proc'::regclass::oid, p.oid, CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'w' THEN 'window function' ELSE 'function' END,
            {Name("n.nspname", "p.proname")} || '(' || pg_get_function_identity_arguments(p.oid) || ')',
            array_remove(ARRAY[
                'arguments (' || nullif(pg_get_function_arguments(p.oid), '') || ')',
                'returns ' || pg_get_function_result(p.oid),
                'language ' || quote_ident(l.lanname),
                CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END,
                CASE WHEN p.proisstrict THEN 'strict' END,
                CASE WHEN p.prosecdef THEN 'security definer' END,
                CASE WHEN p.proleakproof THEN 'leakproof' END,
                CASE p.proparallel WHEN 's' THEN 'parallel safe' WHEN 'r' THEN 'parallel restricted' END,
                CASE WHEN p.procost <> CASE WHEN l.lanname IN ('internal', 'c') THEN 1 ELSE 100 END THEN 'cost ' || p.procost END,
                CASE WHEN p.proretset AND p.prorows <> 1000 THEN 'rows ' || p.prorows END,
                CASE WHEN p.prosupport <> 0 THEN 'support ' || p.prosupport::regproc::text END,
                (SELECT 'transform ' || string_agg('for type ' || format_type(t, NULL), ', ' ORDER BY format_type(t, NULL) COLLATE "C") FROM unnest(p.protrftypes) t),
                (SELECT 'set ' || string_agg(s, '; set ' ORDER BY s COLLATE "C") FROM unnest(p.proconfig) s),
                CASE WHEN p.probin IS NOT NULL THEN 'library ' || quote_literal(p.probin) END,
                {Owner("p.proowner")}], NULL),
            {(major >= 14 ? "coalesce(pg_get_function_sqlbody(p.oid), p.prosrc)" : "p.prosrc")}, l.lanname
        FROM pg_proc p
        JOIN pg_namespace n ON n.oid = p.pronamespace
        JOIN pg_language l ON l.oid = p.prolang
        WHERE p.prokind <> 'a' AND {UserSchema} AND {NotOfExtension("pg_proc", "p.oid")}
        """;
}
