using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Aggregates: pg_get_functiondef refuses them, so their parts are told one by one.</summary>
internal static class AggregateQuery
{
    public static string Sql => $"""
        SELECT 'pg_proc'::regclass::oid, p.oid, 'aggregate', {Name("n.nspname", "p.proname")} || '(' || pg_get_function_identity_arguments(p.oid) || ')',
            array_remove(ARRAY[
                'returns ' || pg_get_function_result(p.oid),
                CASE a.aggkind WHEN 'o' THEN 'ordered-set' WHEN 'h' THEN 'hypothetical' END,
                'sfunc ' || a.aggtransfn::regproc::text || ' stype ' || format_type(a.aggtranstype, NULL) || CASE WHEN a.aggtransspace <> 0 THEN ' sspace ' || a.aggtransspace ELSE '' END,
                'initcond ' || quote_literal(a.agginitval),
                CASE WHEN a.aggfinalfn <> 0 THEN 'finalfunc ' || a.aggfinalfn::regproc::text || CASE WHEN a.aggfinalextra THEN ' extra' ELSE '' END || ' modify ' || a.aggfinalmodify::text END,
                CASE WHEN a.aggcombinefn <> 0 THEN 'combinefunc ' || a.aggcombinefn::regproc::text END,
                CASE WHEN a.aggserialfn <> 0 THEN 'serialfunc ' || a.aggserialfn::regproc::text END,
                CASE WHEN a.aggdeserialfn <> 0 THEN 'deserialfunc ' || a.aggdeserialfn::regproc::text END,
                CASE WHEN a.aggmtransfn <> 0 THEN 'msfunc ' || a.aggmtransfn::regproc::text || ' minvfunc ' || a.aggminvtransfn::regproc::text
                    || ' mstype ' || format_type(a.aggmtranstype, NULL) || CASE WHEN a.aggmtransspace <> 0 THEN ' msspace ' || a.aggmtransspace ELSE '' END END,
                'minitcond ' || quote_literal(a.aggminitval),
                CASE WHEN a.aggmfinalfn <> 0 THEN 'mfinalfunc ' || a.aggmfinalfn::regproc::text || CASE WHEN a.aggmfinalextra THEN ' extra' ELSE '' END || ' modify ' || a.aggmfinalmodify::text END,
                CASE WHEN a.aggsortop <> 0 THEN 'sortop ' || a.aggsortop::regoperator::text END,
                CASE p.proparallel WHEN 's' THEN 'parallel safe' WHEN 'r' THEN 'parallel restricted' END,
                {Owner("p.proowner")}], NULL)
        FROM pg_aggregate a
        JOIN pg_proc p ON p.oid = a.aggfnoid
        JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE {UserSchema} AND {NotOfExtension("pg_proc", "p.oid")}
        """;
}
