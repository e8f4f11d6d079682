using MigrationBuild.Drivers;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;
using MigrationBuild.Sqlite.Scratch.Values;

namespace MigrationBuild.Sqlite.Scratch.Tables;

/// <summary>Asks the engine what one table consists of.</summary>
internal sealed class TableDescription(SqliteSession session, ISqlDialect dialect, UserObjects objects)
{
    // Of `pragma_table_xinfo`.
    private const long HiddenOfModule = 1;

    public ScratchTable Describe(MasterRow table)
    {
        var facts = ColumnsOf(table.Name);
        var keys = UniqueKeysOf(table, facts, out var hasKeyIndex);
        var primary = facts.Where(fact => fact.KeyPlace > 0).OrderBy(fact => fact.KeyPlace).Select(fact => fact.Name).ToList();
        // A key that has no index of its own is the rowid under another name (sqlite.org/lang_createtable.html#rowid).
        var rowid = primary.Count == 1 && !hasKeyIndex ? primary[0] : null;
        if (rowid is not null)
            keys.Insert(0, primary);
        var values = new TableValues(session, table, dialect, facts);
        var columns = facts.Select(fact => new ScratchColumn
        {
            Name = fact.Name,
            Sql = SqlText.Identifier(fact.Name),
            IsNullable = !fact.NotNull && fact.Name != rowid,
            IsAutomatic = fact.IsGenerated || fact.Name == rowid,
            HasDefault = fact.HasDefault,
            Values = values.Of(fact),
            Distinct = values.DistinctOf(fact),
            Readings = values.ReadingsOf(fact),
        });
        return new ScratchTable(table.Name, SqlText.Identifier(table.Name), [.. columns], keys, ForeignKeysOf(table.Name, facts));
    }

    private List<ColumnFact> ColumnsOf(string table) =>
    [
        .. session.Rows(
                $"SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo({SqlText.Literal(table)}, 'main') ORDER BY cid",
                row => (Hidden: row.Integer(5), Fact: new ColumnFact(
                    row.Text(0)!, row.Text(1) ?? "", row.Integer(2) != 0, row.Integer(4), IsGenerated: row.Integer(5) > HiddenOfModule,
                    HasDefault: row.Text(3) is { } value && !value.Equals("NULL", StringComparison.OrdinalIgnoreCase))))
            .Where(column => column.Hidden != HiddenOfModule).Select(column => column.Fact),
    ];

    private List<IReadOnlyList<string>> UniqueKeysOf(MasterRow table, List<ColumnFact> columns, out bool hasKeyIndex)
    {
        var found = session.Rows(
            $"SELECT name, \"unique\", origin FROM pragma_index_list({SqlText.Literal(table.Name)}, 'main') ORDER BY seq DESC",
            row => (Name: row.Text(0)!, IsUnique: row.Integer(1) != 0, Origin: row.Text(2)!));
        hasKeyIndex = found.Any(index => index.Origin == "pk");
        return [.. found.Where(index => index.IsUnique).Select(index => KeyOf(index.Name, table, columns))];
    }

    private IReadOnlyList<string> KeyOf(string index, MasterRow table, List<ColumnFact> columns)
    {
        var parts = session.Rows($"SELECT name FROM pragma_index_info({SqlText.Literal(index)}, 'main') ORDER BY seqno", row => row.Text(0));
        if (parts.All(part => part is not null))
            return parts!;
        var sql = objects.IndexesOf(table.Name).First(row => NameComparer.Instance.Equals(row.Name, index)).Sql;
        return ExpressionColumns.Of(sql, [.. columns.Select(column => column.Name)], dialect);
    }

    private List<ScratchForeignKey> ForeignKeysOf(string table, List<ColumnFact> columns)
    {
        var rows = session.Rows(
            $"SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list({SqlText.Literal(table)}, 'main') ORDER BY id DESC, seq",
            row => (Id: row.Integer(0), Parent: row.Text(1)!, From: row.Text(2)!, To: row.Text(3)));
        return [.. rows.GroupBy(row => row.Id).Select(key => ForeignKey(key.First().Parent, [.. key.Select(row => row.From)], [.. key.Select(row => row.To)], columns))];
    }

    private ScratchForeignKey ForeignKey(string parent, List<string> from, List<string?> to, List<ColumnFact> columns)
    {
        List<string> own = [.. from.Select(name => NameIn(columns, name))];
        if (objects.TableNamed(parent) is not { } found)
            return new ScratchForeignKey(own, parent, [.. own.Zip(to, (self, other) => other ?? self)]);
        var parentColumns = ColumnsOf(found.Name);
        List<string> named = to.Any(name => name is null)
            ? [.. parentColumns.Where(column => column.KeyPlace > 0).OrderBy(column => column.KeyPlace).Select(column => column.Name)]
            : [.. to.Select(name => NameIn(parentColumns, name!))];
        // Without such a key in the parent the engine refuses all rows, whatever they point to.
        return new ScratchForeignKey(own, found.Name, named.Count == own.Count ? named : own);
    }

    private static string NameIn(List<ColumnFact> columns, string name) =>
        columns.FirstOrDefault(column => NameComparer.Instance.Equals(column.Name, name))?.Name ?? name;
}
