using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Comments and security labels. Those on a constraint, or on the index behind one, go to the table or domain that tells of it.</summary>
internal static class CommentQuery
{
    public static string Sql => $"""
        WITH note(class, oid, sub, word, text) AS (
            SELECT classoid, objoid, objsubid, 'comment', quote_literal(description) FROM pg_description
            UNION ALL SELECT classoid, objoid, objsubid, 'label ' || quote_ident(provider), quote_literal(label) FROM pg_seclabel)
        SELECT
            CASE WHEN k.contypid <> 0 THEN 'pg_type'::regclass::oid WHEN k.oid IS NOT NULL OR own.oid IS NOT NULL THEN 'pg_class'::regclass::oid
                WHEN attribute.oid IS NOT NULL THEN 'pg_type'::regclass::oid ELSE note.class END,
            CASE WHEN k.contypid <> 0 THEN k.contypid ELSE coalesce(k.conrelid, own.conrelid, attribute.reltype, note.oid) END,
            (note.word || CASE WHEN k.oid IS NOT NULL THEN ' on constraint ' || quote_ident(k.conname)
                WHEN own.oid IS NOT NULL THEN ' on the index of constraint ' || quote_ident(own.conname)
                WHEN note.sub > 0 THEN ' on column ' || coalesce(quote_ident(a.attname), note.sub::text) ELSE '' END || ' ' || note.text) COLLATE "C"
        FROM note
        LEFT JOIN pg_constraint k ON note.class = 'pg_constraint'::regclass AND k.oid = note.oid
        LEFT JOIN pg_constraint own ON note.class = 'pg_class'::regclass AND own.conindid = note.oid AND own.contype IN ('p', 'u', 'x')
        LEFT JOIN pg_class attribute ON note.class = 'pg_class'::regclass AND attribute.oid = note.oid AND attribute.relkind = 'c'
        LEFT JOIN pg_attribute a ON note.class = 'pg_class'::regclass AND a.attrelid = note.oid AND a.attnum = note.sub
        WHERE (note.oid >= {FirstUserOid} OR note.class IN ('pg_namespace'::regclass, 'pg_extension'::regclass))
            AND note.text NOT IN (quote_literal('standard public schema'), quote_literal('PL/pgSQL procedural language'))
        ORDER BY note.sub, 3
        """;
}
