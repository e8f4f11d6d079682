using MigrationBuild.Diagnostics;
using MigrationBuild.Rules.Replay;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>Rows copied into a table that demands a value where the old one did not.</summary>
internal sealed class NotNullCopyRule : StatementRule<InsertRows>
{
    private const string New = "CREATE TABLE new_users (id INTEGER PRIMARY KEY, fax TEXT NOT NULL);\n";

    private const string Rest = "DROP TABLE users;\nALTER TABLE new_users RENAME TO users;\n";

    private const string Users = "CREATE TABLE users (id INTEGER PRIMARY KEY, fax TEXT);\n";

    public override DiagnosticDescriptor Descriptor => Descriptors.SqliteNotNullCopy;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers($"{New}INSERT INTO new_users (id, fax) SELECT id, fax FROM users;\n{Rest}", "2,1", Users),
        RuleExample.Safe($"{New}INSERT INTO new_users (id, fax) SELECT id, coalesce(fax, '') FROM users;\n{Rest}", Users),
        RuleExample.Safe($"UPDATE users SET fax = '' WHERE fax IS NULL;\n{New}INSERT INTO new_users (id, fax) SELECT id, fax FROM users;\n{Rest}", Users),
        RuleExample.Safe($"{New}INSERT INTO new_users (id, fax) SELECT id, fax FROM users WHERE fax IS NOT NULL;\n{Rest}", Users),
        RuleExample.Safe($"{New}INSERT INTO new_users (id, fax) SELECT id, fax FROM users;\n{Rest}", "CREATE TABLE users (id INTEGER PRIMARY KEY, fax TEXT NOT NULL);\n"),
    ];

    protected override IEnumerable<Hazard> Check(InsertRows statement, RuleContext context)
    {
        if (statement.HasWhere || statement.Sources is not [var source] || statement.Columns.Count != statement.Selected.Count
            || context.Schema.Tables.Find(source) is not { } old || context.Schema.Tables.Find(statement.Table) is not { } target || context.IsNew(source))
        {
            return [];
        }
        return statement.Columns.Zip(statement.Selected)
            .Where(p => p.Second is { } given && target.Column(p.First) is { IsNotNull: true } && old.Column(given) is { IsNotNull: false } && !IsFilled(given, old, statement, context))
            .Select(p => new Hazard(statement, $"{source}.{p.Second}",
                $"the copy fails at the first row of {source} without {p.Second}, since {statement.Table}.{p.First} is NOT NULL: fill the column before, or give a value in the SELECT by coalesce({p.Second}, …)")
            {
                Effect = new(EffectKind.Failure, source),
            });
    }

    private static bool IsFilled(SqlName column, ChainTable table, Statement before, RuleContext context) =>
        context.Before(before).OfType<UpdateRows>().Any(u => context.Schema.Tables.Find(u.Table) == table && u.Columns.Contains(column));
}
