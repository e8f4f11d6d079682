using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Languages, access methods and transforms that were made without an extension.</summary>
internal static class LanguageQuery
{
    public static string Sql => $"""
        SELECT 'pg_language'::regclass::oid, l.oid, 'language', quote_ident(l.lanname),
            array_remove(ARRAY[
                CASE WHEN l.lanplcallfoid <> 0 THEN 'handler ' || l.lanplcallfoid::regproc::text END,
                CASE WHEN l.laninline <> 0 THEN 'inline ' || l.laninline::regproc::text END,
                CASE WHEN l.lanvalidator <> 0 THEN 'validator ' || l.lanvalidator::regproc::text END,
                CASE WHEN l.lanpltrusted THEN 'trusted' END,
                {Owner("l.lanowner")}], NULL)
        FROM pg_language l
        WHERE l.oid >= {FirstUserOid} AND {NotOfExtension("pg_language", "l.oid")}
        UNION ALL
        SELECT 'pg_am'::regclass::oid, a.oid, 'access method', quote_ident(a.amname),
            ARRAY['type ' || a.amtype::text || ' handler ' || a.amhandler::regproc::text]
        FROM pg_am a
        WHERE a.oid >= {FirstUserOid} AND {NotOfExtension("pg_am", "a.oid")}
        UNION ALL
        SELECT 'pg_transform'::regclass::oid, t.oid, 'transform', 'for ' || format_type(t.trftype, NULL) || ' language ' || quote_ident(l.lanname),
            array_remove(ARRAY[
                CASE WHEN t.trffromsql <> 0 THEN 'from sql ' || t.trffromsql::regprocedure::text END,
                CASE WHEN t.trftosql <> 0 THEN 'to sql ' || t.trftosql::regprocedure::text END], NULL)
        FROM pg_transform t
        JOIN pg_language l ON l.oid = t.trflang
        WHERE {NotOfExtension("pg_transform", "t.oid")}
        """;
}
