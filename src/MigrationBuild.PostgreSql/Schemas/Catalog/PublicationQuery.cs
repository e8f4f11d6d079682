using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Publications with what they publish; and subscriptions by what every user may read of them: never where they connect to.</summary>
internal static class PublicationQuery
{
    public static string Sql(int major) => $"""
        SELECT 'pg_publication'::regclass::oid, p.oid, 'publication', quote_ident(p.pubname),
            array_remove(ARRAY[
                CASE WHEN p.puballtables THEN 'for all tables' END,
                'publish ' || concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
                    CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END),
                {(major >= 13 ? "CASE WHEN p.pubviaroot THEN 'via partition root' END," : "")}
                {Owner("p.pubowner")}], NULL)
                || coalesce((SELECT array_agg(line ORDER BY line COLLATE "C") FROM (
                    SELECT concat_ws(' ', 'table', r.prrelid::regclass::text
                        {(major >= 15 ? """
                        , '(' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
                            WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs::int2[])) || ')',
                        'where ' || pg_get_expr(r.prqual, r.prrelid)
                        """ : "")}) AS line
                    FROM pg_publication_rel r WHERE r.prpubid = p.oid
                    {(major >= 15 ? "UNION ALL SELECT 'schema ' || quote_ident(n.nspname) FROM pg_publication_namespace pn JOIN pg_namespace n ON n.oid = pn.pnnspid WHERE pn.pnpubid = p.oid" : "")}
                    ) parts), ARRAY[]::text[])
        FROM pg_publication p
        WHERE {NotOfExtension("pg_publication", "p.oid")}
        """;

    public static string SubscriptionsSql => $"""
        SELECT 'pg_subscription'::regclass::oid, s.oid, 'subscription', quote_ident(s.subname),
            array_remove(ARRAY[
                'to ' || (SELECT string_agg(quote_ident(p), ', ' ORDER BY p COLLATE "C") FROM unnest(s.subpublications) p),
                CASE WHEN NOT s.subenabled THEN 'disabled' END,
                'slot ' || quote_ident(s.subslotname),
                {Owner("s.subowner")}], NULL)
        FROM pg_subscription s
        WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;
}
