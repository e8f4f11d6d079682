namespace MigrationBuild.Scripts;

/// <summary>`-- migrate:expect QUERY = VALUE`.</summary>
/// <param name="Query">`rows(TABLE)`, `checksum(TABLE.COLUMN)`, or a query that gives one value.</param>
/// <param name="Value">The value as text, compared after the step; or `same`: what it was before the step.</param>
/// <param name="Line">The line in the file, 1-based.</param>
public sealed record Expectation(string Query, string Value, int Line);
