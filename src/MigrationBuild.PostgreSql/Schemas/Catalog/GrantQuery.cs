using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>
/// Privileges as what differs from those that the object has by default: `grant` what was added, `revoke` what was taken. So an
/// access list that was never written and one that says the same in so many words are equal. What initdb granted on `public` counts as its default.
/// </summary>
internal static class GrantQuery
{
    public static string Sql(int major) => $"""
        WITH acl(class, oid, column_name, owner, now, before) AS (
            SELECT 'pg_class'::regclass::oid, c.oid, NULL::name, c.relowner, c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)
                FROM pg_class c WHERE c.oid >= {FirstUserOid} AND c.relacl IS NOT NULL
            UNION ALL SELECT 'pg_class'::regclass, a.attrelid, a.attname, c.relowner, a.attacl, NULL
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.attrelid >= {FirstUserOid} AND a.attacl IS NOT NULL AND NOT a.attisdropped
            UNION ALL SELECT 'pg_namespace'::regclass, oid, NULL, nspowner, nspacl, acldefault('n', nspowner) FROM pg_namespace WHERE nspacl IS NOT NULL AND nspname <> 'public'
            UNION ALL SELECT 'pg_namespace'::regclass, oid, NULL, nspowner, coalesce(nspacl, acldefault('n', nspowner)),
                acldefault('n', nspowner) {(major >= 15 ? "" : "|| makeaclitem(0, nspowner, 'CREATE', false)")} || makeaclitem(0, nspowner, 'USAGE', false)
                FROM pg_namespace WHERE nspname = 'public'
            UNION ALL SELECT 'pg_proc'::regclass, oid, NULL, proowner, proacl, acldefault('f', proowner) FROM pg_proc WHERE oid >= {FirstUserOid} AND proacl IS NOT NULL
            UNION ALL SELECT 'pg_type'::regclass, oid, NULL, typowner, typacl, acldefault('T', typowner) FROM pg_type WHERE oid >= {FirstUserOid} AND typacl IS NOT NULL
            UNION ALL SELECT 'pg_language'::regclass, oid, NULL, lanowner, lanacl, acldefault('l', lanowner) FROM pg_language WHERE oid >= {FirstUserOid} AND lanacl IS NOT NULL
            UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid, NULL, fdwowner, fdwacl, acldefault('F', fdwowner) FROM pg_foreign_data_wrapper WHERE oid >= {FirstUserOid} AND fdwacl IS NOT NULL
            UNION ALL SELECT 'pg_foreign_server'::regclass, oid, NULL, srvowner, srvacl, acldefault('S', srvowner) FROM pg_foreign_server WHERE oid >= {FirstUserOid} AND srvacl IS NOT NULL
            UNION ALL SELECT 'pg_default_acl'::regclass, oid, NULL, defaclrole, defaclacl,
                CASE defaclnamespace WHEN 0 THEN acldefault(CASE defaclobjtype WHEN 'S' THEN 's' ELSE defaclobjtype END, defaclrole) END FROM pg_default_acl
        ), entry AS (
            SELECT 'grant ' AS verb, acl.class, acl.oid, acl.column_name, acl.owner, e.* FROM acl, LATERAL (
                SELECT * FROM aclexplode(acl.now) EXCEPT SELECT * FROM aclexplode(acl.before)) e
            UNION ALL
            SELECT 'revoke ', acl.class, acl.oid, acl.column_name, acl.owner, e.* FROM acl, LATERAL (
                SELECT * FROM aclexplode(acl.before) EXCEPT SELECT * FROM aclexplode(acl.now)) e
        ), named AS (
            SELECT class, oid, verb, column_name, privilege_type, is_grantable,
                CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS grantee,
                CASE WHEN grantor <> owner THEN ' by ' || quote_ident(pg_get_userbyid(grantor)) ELSE '' END AS grantor
            FROM entry
        ), told AS (
            SELECT class, oid, verb || string_agg(privilege_type || CASE WHEN is_grantable THEN '*' ELSE '' END, ', ' ORDER BY privilege_type COLLATE "C")
                || coalesce(' (' || quote_ident(column_name) || ')', '') || CASE verb WHEN 'grant ' THEN ' to ' ELSE ' from ' END || grantee || grantor AS line
            FROM named
            GROUP BY class, oid, verb, column_name, grantee, grantor)
        SELECT class, oid, line FROM told ORDER BY line COLLATE "C"
        """;

    public static string DefaultPrivilegesSql => """
        SELECT 'pg_default_acl'::regclass::oid, d.oid, 'default privileges',
            'for ' || quote_ident(pg_get_userbyid(d.defaclrole)) || coalesce(' in schema ' || quote_ident(n.nspname), '') || ' on '
                || CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types'
                    WHEN 'n' THEN 'schemas' WHEN 'L' THEN 'large objects' ELSE d.defaclobjtype::text END,
            ARRAY[]::text[]
        FROM pg_default_acl d
        LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
        """;
}
