using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Triggers. Those of a partition that it has from its parent show only where they are switched differently.</summary>
internal static class TriggerQuery
{
    public static string Sql(int major) => $"""
        SELECT 'pg_trigger'::regclass::oid, t.oid, 'trigger', quote_ident(t.tgname) || ' on ' || {Name("n.nspname", "c.relname")},
            ARRAY[pg_get_triggerdef(t.oid)]
                || CASE t.tgenabled WHEN 'D' THEN ARRAY['disabled'] WHEN 'R' THEN ARRAY['enabled replica'] WHEN 'A' THEN ARRAY['enabled always'] ELSE ARRAY[]::text[] END
        FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        {(major >= 13 ? "LEFT JOIN pg_trigger p ON p.oid = t.tgparentid" : "")}
        WHERE {(major >= 13 ? "(NOT t.tgisinternal AND t.tgparentid = 0 OR t.tgenabled <> p.tgenabled)" : "NOT t.tgisinternal")}
            AND {UserSchema} AND {NotOfExtension("pg_class", "c.oid")}
        """;

    /// <summary>A constraint whose triggers are off is not enforced, which its definition does not tell.</summary>
    public static string OfConstraintsSql => $"""
        SELECT DISTINCT 'pg_class'::regclass::oid, t.tgrelid, ('constraint ' || quote_ident(k.conname)
            || CASE t.tgenabled WHEN 'D' THEN ' not enforced: triggers disabled' WHEN 'R' THEN ' triggers enabled replica' ELSE ' triggers enabled always' END) COLLATE "C" AS line
        FROM pg_trigger t
        JOIN pg_constraint k ON k.oid = t.tgconstraint
        WHERE t.tgisinternal AND t.tgenabled <> 'O' AND t.tgconstraint <> 0
        ORDER BY line
        """;
}
