using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Operators, operator families with their members, operator classes, and casts.</summary>
internal static class OperatorQuery
{
    public static string OperatorsSql => $"""
        SELECT 'pg_operator'::regclass::oid, o.oid, 'operator',
            quote_ident(n.nspname) || '.' || o.oprname || ' (' || CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END
                || ', ' || CASE o.oprright WHEN 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END || ')',
            array_remove(ARRAY[
                'function ' || o.oprcode::regproc::text || ' returns ' || format_type(o.oprresult, NULL),
                CASE WHEN o.oprcom <> 0 THEN 'commutator ' || o.oprcom::regoperator::text END,
                CASE WHEN o.oprnegate <> 0 THEN 'negator ' || o.oprnegate::regoperator::text END,
                CASE WHEN o.oprrest <> 0 THEN 'restrict ' || o.oprrest::regproc::text END,
                CASE WHEN o.oprjoin <> 0 THEN 'join ' || o.oprjoin::regproc::text END,
                CASE WHEN o.oprcanmerge THEN 'merges' END,
                CASE WHEN o.oprcanhash THEN 'hashes' END,
                {Owner("o.oprowner")}], NULL)
        FROM pg_operator o
        JOIN pg_namespace n ON n.oid = o.oprnamespace
        WHERE {UserSchema} AND {NotOfExtension("pg_operator", "o.oid")}
        """;

    public static string FamiliesSql => $"""
        SELECT 'pg_opfamily'::regclass::oid, f.oid, 'operator family', {Name("n.nspname", "f.opfname")} || ' using ' || quote_ident(am.amname),
            array_remove(ARRAY[{Owner("f.opfowner")}], NULL)
                || coalesce((SELECT array_agg('operator ' || a.amopstrategy || ' ' || a.amopopr::regoperator::text
                        || CASE WHEN a.amopsortfamily <> 0 THEN ' for order by' ELSE '' END
                    ORDER BY a.amopstrategy, a.amopopr::regoperator::text COLLATE "C") FROM pg_amop a WHERE a.amopfamily = f.oid), ARRAY[]::text[])
                || coalesce((SELECT array_agg('function ' || a.amprocnum || ' (' || format_type(a.amproclefttype, NULL) || ', ' || format_type(a.amprocrighttype, NULL) || ') '
                        || a.amproc::regprocedure::text
                    ORDER BY a.amprocnum, a.amproc::regprocedure::text COLLATE "C") FROM pg_amproc a WHERE a.amprocfamily = f.oid), ARRAY[]::text[])
        FROM pg_opfamily f
        JOIN pg_namespace n ON n.oid = f.opfnamespace
        JOIN pg_am am ON am.oid = f.opfmethod
        WHERE {UserSchema} AND {NotOfExtension("pg_opfamily", "f.oid")}
        UNION ALL
        SELECT 'pg_opclass'::regclass::oid, o.oid, 'operator class', {Name("n.nspname", "o.opcname")} || ' using ' || quote_ident(am.amname),
            array_remove(ARRAY[
                'for type ' || format_type(o.opcintype, NULL) || CASE WHEN o.opcdefault THEN ' default' ELSE '' END,
                'family ' || {Name("fn.nspname", "f.opfname")},
                CASE WHEN o.opckeytype <> 0 THEN 'storage ' || format_type(o.opckeytype, NULL) END,
                {Owner("o.opcowner")}], NULL)
        FROM pg_opclass o
        JOIN pg_namespace n ON n.oid = o.opcnamespace
        JOIN pg_am am ON am.oid = o.opcmethod
        JOIN pg_opfamily f ON f.oid = o.opcfamily
        JOIN pg_namespace fn ON fn.oid = f.opfnamespace
        WHERE {UserSchema} AND {NotOfExtension("pg_opclass", "o.oid")}
        """;

    public static string CastsSql => $"""
        SELECT 'pg_cast'::regclass::oid, c.oid, 'cast', '(' || format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL) || ')',
            ARRAY[CASE c.castmethod WHEN 'f' THEN 'with function ' || c.castfunc::regprocedure::text WHEN 'i' THEN 'with inout' ELSE 'without function' END
                || CASE c.castcontext WHEN 'i' THEN ' as implicit' WHEN 'a' THEN ' as assignment' ELSE '' END]
        FROM pg_cast c
        WHERE c.oid >= {FirstUserOid} AND {NotOfExtension("pg_cast", "c.oid")}
        """;
}
