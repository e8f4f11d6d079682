using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Sequences, those of identity columns too. Their values are data, not schema.</summary>
internal static class SequenceQuery
{
    public static string Sql => $"""
        SELECT 'pg_class'::regclass::oid, c.oid, 'sequence', {Name("n.nspname", "c.relname")},
            array_remove(ARRAY[
                'AS ' || format_type(s.seqtypid, NULL) || ' START ' || s.seqstart || ' INCREMENT ' || s.seqincrement
                    || ' MINVALUE ' || s.seqmin || ' MAXVALUE ' || s.seqmax || ' CACHE ' || s.seqcache || CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END,
                CASE d.deptype WHEN 'a' THEN 'owned by ' WHEN 'i' THEN 'identity of ' END || d.refobjid::regclass::text || '.' || quote_ident(a.attname),
                CASE WHEN c.relpersistence = 'u' THEN 'unlogged' END,
                {Owner("c.relowner")}], NULL)
        FROM pg_sequence s
        JOIN pg_class c ON c.oid = s.seqrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
            AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
        LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE {UserSchema} AND {NotOfExtension("pg_class", "c.oid")}
        """;
}
