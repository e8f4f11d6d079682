using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Foreign-data wrappers, servers and user mappings. Of a mapping only the names of its options: the values are credentials.</summary>
internal static class ForeignDataQuery
{
    public static string Sql => $"""
        SELECT 'pg_foreign_data_wrapper'::regclass::oid, f.oid, 'foreign data wrapper', quote_ident(f.fdwname),
            array_remove(ARRAY[
                CASE WHEN f.fdwhandler <> 0 THEN 'handler ' || f.fdwhandler::regproc::text END,
                CASE WHEN f.fdwvalidator <> 0 THEN 'validator ' || f.fdwvalidator::regproc::text END,
                'options (' || {PublicOptions("f.fdwoptions")} || ')', {Owner("f.fdwowner")}], NULL)
        FROM pg_foreign_data_wrapper f
        WHERE {NotOfExtension("pg_foreign_data_wrapper", "f.oid")}
        UNION ALL
        SELECT 'pg_foreign_server'::regclass::oid, s.oid, 'foreign server', quote_ident(s.srvname),
            array_remove(ARRAY[
                'wrapper ' || quote_ident(f.fdwname), 'type ' || quote_literal(s.srvtype), 'version ' || quote_literal(s.srvversion),
                'options (' || {PublicOptions("s.srvoptions")} || ')', {Owner("s.srvowner")}], NULL)
        FROM pg_foreign_server s
        JOIN pg_foreign_data_wrapper f ON f.oid = s.srvfdw
        WHERE {NotOfExtension("pg_foreign_server", "s.oid")}
        UNION ALL
        SELECT 'pg_user_mapping'::regclass::oid, m.umid, 'user mapping',
            CASE m.umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(m.usename) END || ' on ' || quote_ident(m.srvname),
            array_remove(ARRAY['options (' || (SELECT string_agg(split_part(o, '=', 1), ', ' ORDER BY o COLLATE "C") FROM unnest(m.umoptions) o) || ')'], NULL)
        FROM pg_user_mappings m
        """;
}
