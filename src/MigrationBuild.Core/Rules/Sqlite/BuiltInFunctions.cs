namespace MigrationBuild.Rules.Sqlite;

/// <summary>The functions that SQLite has by itself, with JSON, FTS and R-tree, as `PRAGMA function_list` of 3.40 tells, and those that came later.</summary>
internal static class BuiltInFunctions
{
    private const string Functions = """
        abs avg bm25 changes char coalesce count cume_dist current_date current_time current_timestamp date datetime dense_rank first_value fts3_tokenizer fts5 fts5_source_id
        glob group_concat hex highlight ifnull instr json json_array json_array_length json_each json_extract json_group_array json_group_object json_insert json_object json_patch
        json_quote json_remove json_replace json_set json_tree json_type json_valid julianday lag last_insert_rowid last_value lead length like likelihood likely load_extension lower
        ltrim match matchinfo max min nth_value ntile nullif offsets optimize percent_rank printf quote random randomblob rank replace round row_number rtreecheck rtreedepth rtreenode
        rtrim snippet soundex sqlite_compileoption_get sqlite_compileoption_used sqlite_log sqlite_offset sqlite_source_id sqlite_version strftime substr subtype sum time total
        total_changes trim typeof unicode unlikely upper zeroblob
        """;

    // Key words that a bracket may follow (sqlite.org/lang_keywords.html).
    private const string KeyWords = """
        all and as between by case cast check collate conflict cross default distinct do else end escape except exists filter from glob group groups having if in indexed inner intersect into
        is isnull join key left like limit match natural not notnull nothing null offset on or order outer over partition primary raise references regexp replace returning right row rows
        select set table then union unique update using values when where window with within
        """;

    private static readonly HashSet<string> Known = new($"{Functions} {KeyWords}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    /// <param name="name">In lower case.</param>
    public static bool Has(string name) => Known.Contains(name) || FeatureVersions.Since($"{name}()") is not null || name.StartsWith("pragma_", StringComparison.Ordinal) || name.StartsWith("geopoly_", StringComparison.Ordinal);
}
