using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Replay;

/// <summary>Brings a <see cref="ChainSchema"/> past one ALTER TABLE.</summary>
internal sealed class TableReplay(ChainSchema schema, int origin)
{
    public void Apply(AlterTable alter)
    {
        // PostgreSQL takes ALTER TABLE for views and indexes too.
        var kind = KindOf(alter);
        if (kind is not (ObjectKind.Table or ObjectKind.ForeignTable))
        {
            foreach (var rename in alter.Actions.OfType<RenameTable>())
                new SchemaReplay(schema, origin).Apply(new RenameObject(alter.Offset, kind, alter.Name, rename.NewName));
            return;
        }
        var table = schema.TableOf(alter.Name);
        foreach (var action in alter.Actions)
            Apply(table, action);
    }

    public static void Add(ChainTable table, ColumnDefinition column, int origin)
    {
        table.Add(new ChainColumn(column.Name, origin, Stored(column.Type))
        {
            IsNotNull = column.IsNotNull || column.Find(ConstraintKind.PrimaryKey) is not null || column.Generation is ColumnGeneration.Serial or ColumnGeneration.Identity,
            Default = column.Default,
            Generation = column.Generation,
        });
        foreach (var constraint in column.Constraints)
            table.Add(new ChainConstraint(constraint.Name, constraint, origin, IsValidated: true));
    }

    // A serial is an integer with a default.
    private static SqlType? Stored(SqlType? type) => type?.Name switch
    {
        "serial" => type with { Name = "integer" },
        "bigserial" => type with { Name = "bigint" },
        "smallserial" => type with { Name = "smallint" },
        _ => type,
    };

    private ObjectKind KindOf(AlterTable alter) =>
        alter.Kind != ObjectKind.Table ? alter.Kind
        : schema.Views.Find(alter.Name) is not null ? ObjectKind.View
        : schema.Indexes.Find(alter.Name) is not null ? ObjectKind.Index
        : ObjectKind.Table;

    private void Apply(ChainTable table, AlterAction action)
    {
        switch (action)
        {
            case AddColumn { IfNotExists: true } add when table.Column(add.Column.Name) is not null:
                break;
            case AddColumn add:
                Add(table, add.Column, origin);
                break;
            case DropColumn drop:
                table.Remove(drop.Column);
                break;
            case AlterColumnType alter:
                table.Change(alter.Column, c => c with { Type = alter.Type, IsNotNull = alter.IsNotNull ?? c.IsNotNull });
                break;
            case SetNotNull set:
                table.Change(set.Column, c => c with { IsNotNull = true });
                break;
            case DropNotNull drop:
                table.Change(drop.Column, c => c with { IsNotNull = false });
                break;
            case SetDefault set:
                table.Change(set.Column, c => c with { Default = set.Value });
                break;
            case DropDefault drop:
                table.Change(drop.Column, c => c with { Default = null });
                break;
            case AddConstraint add:
                table.Add(new ChainConstraint(add.Constraint.Name, add.Constraint, origin, IsValidated: !add.Constraint.IsNotValid));
                break;
            case DropConstraint drop:
                table.RemoveConstraint(drop.Name);
                break;
            case ValidateConstraint validate when table.Constraint(validate.Name) is null:
                table.Add(new ChainConstraint(validate.Name, null, ChainTable.BeforeChain, IsValidated: true));
                break;
            case ValidateConstraint validate:
                table.ChangeConstraint(validate.Name, c => c with { IsValidated = true });
                break;
            case SetConstraint set:
                table.ChangeConstraints(
                    c => c.Definition?.Kind is ConstraintKind.Check or ConstraintKind.ForeignKey && (set.Name is null || set.Name.Equals(c.Name)),
                    c => c with { IsValidated = set.IsEnabled && (c.IsValidated || set.IsValidated) });
                break;
            case RenameConstraint rename:
                table.ChangeConstraint(rename.Name, c => c with { Name = rename.NewName });
                break;
            case RenameColumn rename:
                table.Change(rename.Column, c => c with { Name = rename.NewName });
                break;
            case RenameTable rename:
                Move(table, table.Name with { Name = rename.NewName });
                break;
            case SetTableSchema set:
                Move(table, table.Name with { Schema = set.Schema });
                break;
            case AttachPartition attach when schema.Tables.TryFind(attach.Partition, out var partition):
                partition.PartitionOf = table.Name;
                break;
            case DetachPartition detach when schema.Tables.TryFind(detach.Partition, out var partition):
                partition.PartitionOf = null;
                break;
        }
    }

    private void Move(ChainTable table, ObjectName name)
    {
        var indexes = schema.IndexesOf(table.Name).ToList();
        var triggers = schema.TriggersOf(table.Name).ToList();
        foreach (var other in schema.Tables.All)
            other.ChangeConstraints(c => schema.RefersTo(c, table), c => c with { Definition = c.Definition! with { ReferencedTable = name } });
        schema.Tables.Remove(table.Name);
        table.Name = name;
        schema.Tables.Set(name, table);
        foreach (var index in indexes)
            schema.Indexes.Set(index.Name, index with { Table = name });
        foreach (var trigger in triggers)
            schema.Triggers.Set(trigger.Name, trigger with { Table = name });
    }
}
