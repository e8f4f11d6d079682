using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>
/// Constraints of tables and domains, with what was set for the index behind them. Left out: foreign keys that a partition has only
/// because its parent has them, and (PostgreSQL 18) the constraint behind a plain NOT NULL, which the column's line tells.
/// </summary>
internal static class ConstraintQuery
{
    public static string Sql => $"""
        SELECT CASE WHEN k.contypid <> 0 THEN 'pg_type'::regclass::oid ELSE 'pg_class'::regclass::oid END,
            CASE WHEN k.contypid <> 0 THEN k.contypid ELSE k.conrelid END,
            concat_ws(' ', 'constraint', quote_ident(k.conname), pg_get_constraintdef(k.oid),
                'WITH (' || {Options("c.reloptions")} || ')',
                'TABLESPACE ' || quote_ident(ts.spcname),
                CASE WHEN NOT i.indisvalid THEN 'INVALID INDEX' END,
                CASE WHEN i.indisclustered THEN 'CLUSTERED' END)
        FROM pg_constraint k
        JOIN pg_namespace n ON n.oid = k.connamespace
        LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
        LEFT JOIN pg_class c ON c.oid = i.indexrelid
        LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
        WHERE k.oid >= {FirstUserOid} AND {UserSchema}
            AND (k.contype IN ('p', 'u', 'x', 'c') OR k.contype = 'f' AND k.conparentid = 0
                OR k.contype = 'n' AND (NOT k.convalidated OR k.connoinherit))
        ORDER BY k.conname COLLATE "C"
        """;
}
