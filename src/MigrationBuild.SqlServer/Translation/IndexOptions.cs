using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>What stands behind WITH at an index, a key or a column.</summary>
internal static class IndexOptions
{
    /// <summary>`ONLINE = ON`.</summary>
    public static bool IsOnline(IEnumerable<IndexOption> options) => options.OfType<OnlineIndexOption>().Any(o => o.OptionState == OptionState.On);
}
