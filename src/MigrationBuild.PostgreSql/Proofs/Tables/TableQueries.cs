using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>What is asked about the tables. The search path is the catalogs' while they run.</summary>
internal static class TableQueries
{
    /// <summary>$1: the history table. A partitioned table stands for its partitions, and takes no row where it has none.</summary>
    public static readonly string Tables = $"""
        SELECT c.oid, {Name("n.nspname", "c.relname")}
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.oid >= {FirstUserOid} AND {UserSchema} AND {NotOfExtension("pg_class", "c.oid")}
            AND c.oid IS DISTINCT FROM to_regclass($1)
            AND (c.relkind = 'r' OR EXISTS (SELECT FROM pg_partition_tree(c.oid) t JOIN pg_class l ON l.oid = t.relid WHERE l.relkind = 'r'))
        ORDER BY {Name("n.nspname", "c.relname")} COLLATE "C"
        """;

    public static readonly string ColumnFacts = $"""
        SELECT a.attrelid, a.attname::text, quote_ident(a.attname), a.attnotnull,
            a.attidentity <> '' OR a.attgenerated <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false),
            a.atthasdef, a.atttypid, a.atttypmod
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.oid >= {FirstUserOid} AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attrelid, a.attnum
        """;

    public static readonly string Checks = $"""
        SELECT k.conrelid, k.contypid, pg_get_constraintdef(k.oid)
        FROM pg_constraint k WHERE k.contype = 'c' AND k.oid >= {FirstUserOid}
        ORDER BY k.conrelid, k.contypid, k.conname COLLATE "C"
        """;

    /// <summary>Of an index on expressions, the columns in them; an exclusion is taken for a unique key too.</summary>
    public static readonly string Keys = $"""
        SELECT i.indrelid, array(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = i.indrelid
            AND (a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])
                OR i.indexprs IS NOT NULL AND a.attnum IN (SELECT d.refobjsubid FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid))
            AND a.attnum > 0 ORDER BY a.attnum)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE (i.indisunique OR i.indisexclusion) AND i.indexrelid >= {FirstUserOid} AND NOT c.relispartition
        ORDER BY i.indrelid, NOT i.indisprimary, c.relname COLLATE "C"
        """;

    /// <summary>Without those that the server made for partitions.</summary>
    public static readonly string ForeignKeys = $"""
        SELECT k.conrelid, {Columns("k.conrelid", "k.conkey")}, {Name("n.nspname", "c.relname")}, {Columns("k.confrelid", "k.confkey")}
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE k.contype = 'f' AND k.conparentid = 0
        ORDER BY k.conrelid, k.conname COLLATE "C"
        """;

    /// <summary>Table, columns of the key (null for an expression), bounds; for partitions of partitions too.</summary>
    public static readonly string Bounds = """
        SELECT pg_partition_root(c.oid)::oid,
            array(SELECT a.attname::text FROM pg_partitioned_table p, unnest(p.partattrs::int2[]) WITH ORDINALITY AS k (number, place)
                LEFT JOIN pg_attribute a ON a.attrelid = h.inhparent AND a.attnum = k.number AND k.number > 0
                WHERE p.partrelid = h.inhparent ORDER BY k.place),
            pg_get_expr(c.relpartbound, c.oid)
        FROM pg_class c JOIN pg_inherits h ON h.inhrelid = c.oid
        WHERE c.relispartition AND c.relkind IN ('r', 'p')
        ORDER BY c.relname COLLATE "C"
        """;

    /// <summary>Without the row types of tables. A length of -1 is none: without one, `bit` would be one bit.</summary>
    /// <param name="which">A condition on `t.oid`.</param>
    public static string Types(string which) => $"""
        SELECT t.oid, format_type(t.oid, -1), t.typname::text, t.typtype::text, t.typbasetype, t.typtypmod,
            CASE WHEN t.typtype = 'b' AND t.typlen = -1 THEN t.typelem ELSE 0 END, t.typnotnull,
            CASE t.typtype WHEN 'e' THEN array(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) END,
            (SELECT r.rngsubtype FROM pg_range r WHERE r.rngtypid = t.oid),
            CASE t.typtype WHEN 'c' THEN array(SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) END,
            CASE t.typtype WHEN 'c' THEN array(SELECT a.atttypmod FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) END
        FROM pg_type t
        LEFT JOIN pg_class r ON r.oid = t.typrelid
        LEFT JOIN pg_type e ON e.oid = t.typelem
        LEFT JOIN pg_class er ON er.oid = e.typrelid
        WHERE {which} AND coalesce(r.relkind, 'c') = 'c' AND coalesce(er.relkind, 'c') = 'c' AND t.typtype <> 'p'
        """;

    private static string Columns(string relation, string numbers) => $"""
        array(SELECT a.attname::text FROM unnest({numbers}) WITH ORDINALITY AS part (number, place)
            JOIN pg_attribute a ON a.attrelid = {relation} AND a.attnum = part.number ORDER BY part.place)
        """;
}
