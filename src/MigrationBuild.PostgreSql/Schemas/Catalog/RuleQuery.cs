using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Rules, without those that a view consists of.</summary>
internal static class RuleQuery
{
    public static string Sql => $"""
        SELECT 'pg_rewrite'::regclass::oid, r.oid, 'rule', quote_ident(r.rulename) || ' on ' || {Name("n.nspname", "c.relname")},
            string_to_array(pg_get_ruledef(r.oid), E'\n')
                || CASE r.ev_enabled WHEN 'D' THEN ARRAY['disabled'] WHEN 'R' THEN ARRAY['enabled replica'] WHEN 'A' THEN ARRAY['enabled always'] ELSE ARRAY[]::text[] END
        FROM pg_rewrite r
        JOIN pg_class c ON c.oid = r.ev_class
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE r.rulename <> '_RETURN' AND {UserSchema} AND {NotOfExtension("pg_class", "c.oid")}
        """;
}
