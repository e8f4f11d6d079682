using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>Constants with which a row fits a partition: the lower ends of ranges, the values of lists.</summary>
internal static class PartitionBounds
{
    /// <summary>As text without quotes.</summary>
    public static IReadOnlyList<string> ConstantsOf(string column, IReadOnlyList<(IReadOnlyList<string?> Columns, string Bounds)> partitions) =>
        [.. partitions.SelectMany(p => p.Columns.Index().Where(c => c.Item == column).SelectMany(c => In(p.Bounds, c.Index))).Distinct()];

    // FOR VALUES IN ('a', 'b'), FOR VALUES FROM ('2024-01-01', 1) TO ('2025-01-01', MAXVALUE); a hash takes anything, so does DEFAULT.
    private static IEnumerable<string> In(string bounds, int place)
    {
        var tokens = PostgreSqlDialect.Instance.Tokenize(bounds);
        if (tokens.Count < 4 || !(tokens[2].Is(bounds, "IN") || tokens[2].Is(bounds, "FROM")))
            return [];
        var isList = tokens[2].Is(bounds, "IN");
        var inside = tokens.Skip(4).TakeWhile(t => t.In(bounds) is not ")").Where(t => t.In(bounds) is not ",");
        return Constants.In(bounds, [.. inside]).Where((value, i) => value is not null && (isList || i == place)).Select(value => value!);
    }
}
