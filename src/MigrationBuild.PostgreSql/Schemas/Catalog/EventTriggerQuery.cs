using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Event triggers.</summary>
internal static class EventTriggerQuery
{
    public static string Sql => $"""
        SELECT 'pg_event_trigger'::regclass::oid, e.oid, 'event trigger', quote_ident(e.evtname),
            array_remove(ARRAY[
                'on ' || e.evtevent || coalesce(' when tag in (' || array_to_string(e.evttags, ', ') || ')', '') || ' execute ' || e.evtfoid::regprocedure::text,
                CASE e.evtenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'enabled replica' WHEN 'A' THEN 'enabled always' END,
                {Owner("e.evtowner")}], NULL)
        FROM pg_event_trigger e
        WHERE {NotOfExtension("pg_event_trigger", "e.oid")}
        """;
}
