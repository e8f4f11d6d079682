using MigrationBuild.PostgreSql.Schemas.Catalog;

namespace MigrationBuild.PostgreSql.Schemas;

/// <summary>All queries in the order in which their lines stand: definitions, then the facts about them.</summary>
internal static class CatalogQueries
{
    /// <summary>Index of the query whose parameter is the history table.</summary>
    public const int HistoryTable = 1;

    /// <summary>What changes how the server writes names and constants, and what it is set to while reading.</summary>
    private static readonly (string Name, string Value)[] Settings =
    [
        // pg_temp last: else a temporary table could hide a system one, and a system name be written differently.
        ("search_path", "pg_catalog, pg_temp"),
        ("quote_all_identifiers", "off"),
        ("standard_conforming_strings", "on"),
        ("DateStyle", "ISO, YMD"),
        ("IntervalStyle", "postgres"),
        ("TimeZone", "UTC"),
        ("extra_float_digits", "1"),
        ("bytea_output", "hex"),
        ("lc_monetary", "C"),
        // Compiling queries over the catalog costs more than it saves (measured: 10,000 tables).
        ("jit", "off"),
    ];

    /// <summary>
    /// One batch: outside a transaction the batch is one itself, so that local settings end with it; inside one the last query puts
    /// them back, and where a query fails the transaction is lost, and its settings with it.
    /// </summary>
    public static IEnumerable<string> For(int major) =>
    [
        BeginSql,
        HistorySql,
        NamespaceQuery.Sql,
        TableQuery.Sql,
        ViewQuery.Sql,
        IndexQuery.Sql,
        SequenceQuery.Sql,
        TypeQuery.Sql(major),
        RoutineQuery.Sql(major),
        AggregateQuery.Sql,
        TriggerQuery.Sql(major),
        RuleQuery.Sql,
        PolicyQuery.Sql,
        EventTriggerQuery.Sql,
        StatisticsQuery.Sql(major),
        OperatorQuery.OperatorsSql,
        OperatorQuery.FamiliesSql,
        OperatorQuery.CastsSql,
        CollationQuery.Sql,
        TextSearchQuery.Sql,
        LanguageQuery.Sql,
        ForeignDataQuery.Sql,
        PublicationQuery.Sql(major),
        PublicationQuery.SubscriptionsSql,
        GrantQuery.DefaultPrivilegesSql,
        ColumnQuery.Sql(major),
        ConstraintQuery.Sql,
        TriggerQuery.OfConstraintsSql,
        CommentQuery.Sql,
        GrantQuery.Sql(major),
        EndSql,
    ];

    internal static string BeginSql => "SELECT concat(" + string.Join(", ", Settings.Select(s =>
        $"pg_catalog.set_config('migrationbuild.{s.Name}', pg_catalog.current_setting('{s.Name}'), true), pg_catalog.set_config('{s.Name}', '{s.Value}', true)")) + ")";

    internal static string EndSql => "SELECT concat(" + string.Join(", ", Settings.Select(s =>
        $"pg_catalog.set_config('{s.Name}', pg_catalog.current_setting('migrationbuild.{s.Name}'), true)")) + ")";

    private static string HistorySql => """
        SELECT 'pg_class'::regclass::oid, to_regclass($1)::oid WHERE to_regclass($1) IS NOT NULL
        UNION ALL SELECT 'pg_class'::regclass, indexrelid FROM pg_index WHERE indrelid = to_regclass($1)
        UNION ALL SELECT 'pg_class'::regclass, objid FROM pg_depend
            WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND refobjid = to_regclass($1) AND deptype IN ('a', 'i')
        """;
}
