using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Text search: configurations with their mappings, dictionaries, parsers, templates.</summary>
internal static class TextSearchQuery
{
    public static string Sql => $"""
        SELECT 'pg_ts_config'::regclass::oid, c.oid, 'text search configuration', {Name("n.nspname", "c.cfgname")},
            array_remove(ARRAY['parser ' || quote_ident(pn.nspname) || '.' || quote_ident(p.prsname), {Owner("c.cfgowner")}], NULL)
                || coalesce((SELECT array_agg('mapping for token ' || m.maptokentype || ' ' || m.mapseqno || ' with ' || m.mapdict::regdictionary::text
                    ORDER BY m.maptokentype, m.mapseqno) FROM pg_ts_config_map m WHERE m.mapcfg = c.oid), ARRAY[]::text[])
        FROM pg_ts_config c
        JOIN pg_namespace n ON n.oid = c.cfgnamespace
        JOIN pg_ts_parser p ON p.oid = c.cfgparser
        JOIN pg_namespace pn ON pn.oid = p.prsnamespace
        WHERE {UserSchema} AND {NotOfExtension("pg_ts_config", "c.oid")}
        UNION ALL
        SELECT 'pg_ts_dict'::regclass::oid, d.oid, 'text search dictionary', {Name("n.nspname", "d.dictname")},
            array_remove(ARRAY['template ' || quote_ident(tn.nspname) || '.' || quote_ident(t.tmplname), 'options ' || d.dictinitoption, {Owner("d.dictowner")}], NULL)
        FROM pg_ts_dict d
        JOIN pg_namespace n ON n.oid = d.dictnamespace
        JOIN pg_ts_template t ON t.oid = d.dicttemplate
        JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
        WHERE {UserSchema} AND {NotOfExtension("pg_ts_dict", "d.oid")}
        UNION ALL
        SELECT 'pg_ts_parser'::regclass::oid, p.oid, 'text search parser', {Name("n.nspname", "p.prsname")},
            ARRAY[concat_ws(' ', 'start', p.prsstart::regproc::text, 'gettoken', p.prstoken::regproc::text, 'end', p.prsend::regproc::text, 'lextypes', p.prslextype::regproc::text)]
        FROM pg_ts_parser p
        JOIN pg_namespace n ON n.oid = p.prsnamespace
        WHERE {UserSchema} AND {NotOfExtension("pg_ts_parser", "p.oid")}
        UNION ALL
        SELECT 'pg_ts_template'::regclass::oid, t.oid, 'text search template', {Name("n.nspname", "t.tmplname")},
            ARRAY[concat_ws(' ', 'init', t.tmplinit::regproc::text, 'lexize', t.tmpllexize::regproc::text)]
        FROM pg_ts_template t
        JOIN pg_namespace n ON n.oid = t.tmplnamespace
        WHERE {UserSchema} AND {NotOfExtension("pg_ts_template", "t.oid")}
        """;
}
