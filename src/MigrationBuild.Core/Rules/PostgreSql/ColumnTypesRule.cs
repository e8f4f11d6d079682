using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>Types whose limits are changed later: char(n), varchar(n), timestamp without a time zone.</summary>
internal sealed class ColumnTypesRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.ColumnTypes;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("CREATE TABLE visits (country char(2), page varchar(100), at timestamp);\n", "1,22 1,39 1,58"),
        RuleExample.Safe("CREATE TABLE visits (country text CHECK (length(country) = 2), page text, at timestamptz, words varchar);\n"),
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN tags char(3)[];\n", "1,19", ExampleTables.Users),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) =>
        from column in TypedColumn.Of(statement)
        let words = Words(column.Type)
        where words is not null
        select new Hazard(column.Node, column.Subject, $"{column.Subject} {words}");

    private static string? Words(SqlType type) => type.Name switch
    {
        "character" => "is filled up with spaces to its length, which comparisons then disregard: take text, with a CHECK of the length where it matters",
        "character varying" when type.Arguments.Count > 0 => "can be made shorter only by writing the table anew: take text, with a CHECK of the length, which can be added NOT VALID and changed without that",
        "timestamp without time zone" => "keeps no moment but the figures of a clock, whose time zone nobody knows: take timestamptz",
        _ => null,
    };
}
