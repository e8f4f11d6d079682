using static MigrationBuild.PostgreSql.Schemas.Catalog.Fragment;

namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>Extended statistics.</summary>
internal static class StatisticsQuery
{
    public static string Sql(int major) => $"""
        SELECT 'pg_statistic_ext'::regclass::oid, s.oid, 'statistics', {Name("n.nspname", "s.stxname")},
            array_remove(ARRAY[
                pg_get_statisticsobjdef(s.oid),
                {(major >= 13 ? "CASE WHEN s.stxstattarget >= 0 THEN 'target ' || s.stxstattarget END," : "")}
                {Owner("s.stxowner")}], NULL)
        FROM pg_statistic_ext s
        JOIN pg_namespace n ON n.oid = s.stxnamespace
        WHERE {UserSchema} AND {NotOfExtension("pg_statistic_ext", "s.oid")}
        """;
}
