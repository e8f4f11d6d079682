using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;
using AlterAction = MigrationBuild.Sql.Model.AlterAction;
using ParsedColumn = Microsoft.SqlServer.TransactSql.ScriptDom.ColumnDefinition;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>CREATE TABLE and ALTER TABLE.</summary>
internal static class Tables
{
    public static CreateTable Of(CreateTableStatement create, BatchSource source)
    {
        var name = Names.Of(create.SchemaObjectName);
        var definition = create.Definition;
        return new(source.At(create), name)
        {
            Columns = [.. definition?.ColumnDefinitions.Select(c => Columns.Of(c, c.DefaultConstraint, source)) ?? []],
            Constraints = [.. definition?.TableConstraints.Select(c => Constraints.Of(c, null, source)).OfType<TableConstraint>() ?? []],
            IsTemporary = SqlServerDialect.IsTemporary(name.Name),
            HasUnknownColumns = definition is null || create.AsFileTable || create.AsNode || create.AsEdge,
            IsFilled = create.SelectStatement is not null,
        };
    }

    public static AlterTable Of(AlterTableStatement alter, BatchSource source) =>
        new(source.At(alter), Names.Of(alter.SchemaObjectName), Actions(alter, source));

    private static IReadOnlyList<AlterAction> Actions(AlterTableStatement alter, BatchSource source)
    {
        var at = source.InScript(FirstTokenOfAction(alter));
        return alter switch
        {
            AlterTableAddTableElementStatement add => Added(add, at, source),
            AlterTableAlterColumnStatement change => [Changed(change, at)],
            AlterTableDropTableElementStatement drop => Dropped(drop, at, source),
            AlterTableConstraintModificationStatement set => Set(set, at),
            AlterTableTriggerModificationStatement { All: true } set => [new SetTrigger(at, null, IsOn(set.TriggerEnforcement))],
            AlterTableTriggerModificationStatement set => [.. set.TriggerNames.Select(n => new SetTrigger(at, Names.Of(n), IsOn(set.TriggerEnforcement)))],
            AlterTableRebuildStatement => [new OtherAction(at, "REBUILD")],
            AlterTableSwitchStatement => [new OtherAction(at, "SWITCH")],
            AlterTableSetStatement => [new OtherAction(at, "SET")],
            AlterTableChangeTrackingModificationStatement => [new OtherAction(at, "CHANGE_TRACKING")],
            _ => [new UnrecognizedAction(at, source.FirstWords(FirstTokenOfAction(alter)))],
        };
    }

    private static List<AlterAction> Added(AlterTableAddTableElementStatement add, int at, BatchSource source)
    {
        var isNotValid = add.ExistingRowsCheckEnforcement == ConstraintEnforcement.NoCheck;
        var elements = add.Definition.ColumnDefinitions.Cast<TSqlFragment>().Concat(add.Definition.TableConstraints).Concat(add.Definition.Indexes)
            .OrderBy(e => e.StartOffset).ToList();
        var actions = new List<AlterAction>();
        foreach (var element in elements)
        {
            var start = actions.Count == 0 ? at : source.At(element);
            actions.Add(element switch
            {
                ParsedColumn column => new AddColumn(start, Columns.Of(column, DefaultFor(column, add.Definition), source), IfNotExists: false),
                ConstraintDefinition constraint when Constraints.Of(constraint, null, source) is { } known => new AddConstraint(start, known with { IsNotValid = isNotValid && IsChecked(known) }),
                _ => new UnrecognizedAction(start, source.FirstWords(element)),
            });
        }
        return actions.Count > 0 ? actions : [new OtherAction(at, "ADD")];
    }

    // ADD a int NOT NULL, CONSTRAINT d DEFAULT 0 FOR a: the rows get it, as if it stood at the column.
    private static DefaultConstraintDefinition? DefaultFor(ParsedColumn column, TableDefinition added) =>
        column.DefaultConstraint ?? added.TableConstraints.OfType<DefaultConstraintDefinition>().FirstOrDefault(d => Names.Of(d.Column).Equals(Names.Of(column.ColumnIdentifier)));

    private static bool IsChecked(TableConstraint constraint) => constraint.Kind is ConstraintKind.Check or ConstraintKind.ForeignKey;

    private static AlterAction Changed(AlterTableAlterColumnStatement change, int at)
    {
        var column = Names.Of(change.ColumnIdentifier);
        if (Types.Of(change.DataType) is not { } type)
            return new OtherAction(at, "ALTER COLUMN");
        return new AlterColumnType(at, column, type)
        {
            IsNotNull = change.AlterTableAlterColumnOption switch
            {
                AlterTableAlterColumnOption.NotNull => true,
                AlterTableAlterColumnOption.Null => false,
                _ => null,
            },
            IsOnline = IndexOptions.IsOnline(change.Options),
        };
    }

    private static List<AlterAction> Dropped(AlterTableDropTableElementStatement drop, int at, BatchSource source)
    {
        var actions = new List<AlterAction>();
        var kind = TableElementType.Constraint;
        foreach (var element in drop.AlterTableDropTableElements)
        {
            // COLUMN a, b: the word holds for those that follow without one.
            kind = element.TableElementType == TableElementType.NotSpecified ? kind : element.TableElementType;
            var start = actions.Count == 0 ? at : source.At(element);
            actions.Add(kind switch
            {
                TableElementType.Column => new DropColumn(start, Names.Of(element.Name)) { IfExists = element.IsIfExists },
                TableElementType.Constraint => new DropConstraint(start, Names.Of(element.Name)) { IfExists = element.IsIfExists },
                _ => new OtherAction(start, $"DROP {kind.ToString().ToUpperInvariant()}"),
            });
        }
        return actions;
    }

    private static IReadOnlyList<AlterAction> Set(AlterTableConstraintModificationStatement set, int at)
    {
        var isEnabled = set.ConstraintEnforcement == ConstraintEnforcement.Check;
        var isValidated = isEnabled && set.ExistingRowsCheckEnforcement == ConstraintEnforcement.Check;
        if (set.All)
            return [new SetConstraint(at, null, isEnabled) { IsValidated = isValidated }];
        return [.. set.ConstraintNames.Select(Names.Of).Select<SqlName, AlterAction>(n => isValidated ? new ValidateConstraint(at, n) : new SetConstraint(at, n, isEnabled))];
    }

    private static bool IsOn(TriggerEnforcement enforcement) => enforcement == TriggerEnforcement.Enable;

    /// <summary>Of the first word behind the table's name, or behind WITH CHECK and WITH NOCHECK.</summary>
    private static int FirstTokenOfAction(AlterTableStatement alter)
    {
        var tokens = alter.ScriptTokenStream;
        var isBehindWith = false;
        for (var i = alter.SchemaObjectName.LastTokenIndex + 1; i <= alter.LastTokenIndex; i++)
        {
            var kind = tokens[i].TokenType;
            if (kind is TSqlTokenType.WhiteSpace or TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment)
                continue;
            if (kind != TSqlTokenType.With && !isBehindWith)
                return tokens[i].Offset;
            isBehindWith = kind == TSqlTokenType.With;
        }
        return alter.StartOffset;
    }
}
