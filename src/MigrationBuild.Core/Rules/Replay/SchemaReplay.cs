using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Replay;

/// <summary>Brings a <see cref="ChainSchema"/> past one statement after another.</summary>
/// <param name="origin">The place in the chain of the migration that the statements are in.</param>
internal sealed class SchemaReplay(ChainSchema schema, int origin)
{
    public void Apply(Statement statement)
    {
        switch (statement)
        {
            case CreateTable create:
                Create(create);
                break;
            case AlterTable alter:
                new TableReplay(schema, origin).Apply(alter);
                break;
            case CreateIndex { Name: { } name } create:
                AddIndex(new ObjectName(create.Table.Schema, name), create);
                break;
            case CreateView create:
                schema.Views.Set(create.Name, new ChainView(create.Name, create.IsMaterialized, create.Sources, origin) { Mentions = create.Mentions });
                break;
            case CreateEnum create:
                schema.Types.Set(create.Name, new ChainObject(create.Name, origin));
                break;
            case CreateDomain create:
                schema.Types.Set(create.Name, new ChainObject(create.Name, origin));
                break;
            case CreateObject { Kind: ObjectKind.Type or ObjectKind.Schema, Name: { } name } create:
                Others(create.Kind)!.Set(name, new ChainObject(name, origin));
                break;
            case CreateObject { Kind: ObjectKind.Trigger, Name: { } name, Table: { } table } create:
                schema.Triggers.Set(name, new ChainTrigger(name, table) { Mentions = create.Mentions });
                break;
            case CreateRoutine create:
                schema.Routines.Set(create.Name, create);
                break;
            case DropObjects drop:
                Drop(drop);
                break;
            case Truncate truncate:
                foreach (var table in truncate.Tables)
                    schema.TableOf(table).EmptiedBy = origin;
                break;
            case DeleteRows { HasWhere: false, IsLimited: false } delete:
                schema.TableOf(delete.Table).EmptiedBy = origin;
                break;
            case InsertRows insert when schema.Tables.TryFind(insert.Table, out var filled):
                filled.EmptiedBy = null;
                break;
            case RenameObject rename:
                Rename(rename);
                break;
            case CodeBlock block:
                foreach (var nested in block.Nested)
                    Apply(nested);
                break;
        }
    }

    private void Create(CreateTable create)
    {
        if (create.IfNotExists && schema.Tables.TryFind(create.Name, out _))
            return;
        var table = new ChainTable(create.Name, origin)
        {
            HasUnknownColumns = create.HasUnknownColumns,
            IsTemporary = create.IsTemporary,
            PartitionOf = create.PartitionOf,
        };
        foreach (var column in create.Columns)
            TableReplay.Add(table, column, origin);
        foreach (var constraint in create.Constraints)
        {
            table.Add(new ChainConstraint(constraint.Name, constraint, origin, IsValidated: true));
            if (constraint is { IsAutoIncrement: true, Columns: [var column] })
                table.Change(column, c => c with { Generation = ColumnGeneration.AutoIncrement });
        }
        schema.Tables.Set(create.Name, table);
    }

    private void AddIndex(ObjectName name, CreateIndex create)
    {
        if (!(create.IfNotExists && schema.Indexes.TryFind(name, out _)))
            schema.Indexes.Set(name, new ChainIndex(name, create.Table, create, origin));
    }

    private void Drop(DropObjects drop)
    {
        foreach (var name in drop.Names)
        {
            switch (drop.Kind)
            {
                case ObjectKind.Table or ObjectKind.ForeignTable:
                    foreach (var index in schema.IndexesOf(name).ToList())
                        schema.Indexes.Remove(index.Name);
                    foreach (var trigger in schema.TriggersOf(name).ToList())
                        schema.Triggers.Remove(trigger.Name);
                    schema.Tables.Remove(name);
                    break;
                case ObjectKind.View or ObjectKind.MaterializedView:
                    schema.Views.Remove(name);
                    break;
                case ObjectKind.Index:
                    schema.Indexes.Remove(name);
                    break;
                case ObjectKind.Trigger:
                    schema.Triggers.Remove(name);
                    break;
                case ObjectKind.Routine:
                    schema.Routines.Remove(name);
                    break;
                default:
                    Others(drop.Kind)?.Remove(name);
                    break;
            }
        }
    }

    private void Rename(RenameObject rename)
    {
        var name = rename.Name with { Name = rename.NewName };
        if (rename.Kind == ObjectKind.Index && schema.Indexes.Remove(rename.Name) is { } index)
            schema.Indexes.Set(name, index with { Name = name });
        else if (Others(rename.Kind) is { } others && others.Remove(rename.Name) is { } other)
            others.Set(name, other with { Name = name });
        else if (rename.Kind is ObjectKind.View or ObjectKind.MaterializedView && schema.Views.Remove(rename.Name) is { } view)
            schema.Views.Set(name, view with { Name = name });
        else if (rename.Kind == ObjectKind.Routine && schema.Routines.Remove(rename.Name) is { } routine)
            schema.Routines.Set(name, routine);
    }

    private NameTable<ChainObject>? Others(ObjectKind kind) => kind switch
    {
        ObjectKind.Type or ObjectKind.Domain => schema.Types,
        ObjectKind.Schema => schema.Schemas,
        _ => null,
    };
}
