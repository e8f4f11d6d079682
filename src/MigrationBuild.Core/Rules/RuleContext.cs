using MigrationBuild.Rules.Replay;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules;

/// <summary>What a rule may know beside the statement: the script around it, and what the chain made before it.</summary>
public sealed class RuleContext
{
    private readonly int _origin;
    private readonly int _firstUnreleased;

    /// <param name="origin">The place of the script's migration in the chain.</param>
    /// <param name="firstUnreleased">The place of the first migration that no database in use has.</param>
    internal RuleContext(
        string engine, ServerVersion target, MigrationScript script, IReadOnlyList<Statement> statements, ChainSchema schema, int origin, int firstUnreleased)
    {
        Engine = engine;
        Target = target;
        Script = script;
        Statements = statements;
        Schema = schema;
        _origin = origin;
        _firstUnreleased = firstUnreleased;
    }

    /// <summary>As in <see cref="Sql.EngineNames"/>.</summary>
    public string Engine { get; }

    /// <summary>The oldest server that the script has to run on.</summary>
    public ServerVersion Target { get; }

    public MigrationScript Script { get; }

    /// <summary>Those of the script, in order; what runs inside a block is in its <see cref="Statement.Nested"/>.</summary>
    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>Those of the down script of the same migration; null: there is none.</summary>
    public IReadOnlyList<Statement>? Down { get; init; }

    /// <summary>Before the statement that is looked at.</summary>
    public ChainSchema Schema { get; }

    /// <summary>The statements of the script that ran before this one, in order, also those inside blocks.</summary>
    public IEnumerable<Statement> Before(Statement statement) =>
        Statements.SelectMany(s => s.WithNested()).TakeWhile(s => !ReferenceEquals(s, statement));

    /// <summary>The statements of the script that run after this one, in order, also those inside blocks.</summary>
    public IEnumerable<Statement> After(Statement statement) =>
        Statements.SelectMany(s => s.WithNested()).SkipWhile(s => !ReferenceEquals(s, statement)).Skip(1);

    /// <summary>The setting of this name that holds at the statement; null where the script makes none before it.</summary>
    /// <param name="name">Lower case.</param>
    public SetSetting? Setting(string name, Statement statement) => Before(statement).OfType<SetSetting>().LastOrDefault(s => s.Name.Key == name);

    /// <summary>
    /// Whether no application uses the table or view yet: this script made it, or a migration that is not released. Nobody waits for its
    /// locks then, and it has no rows to lose.
    /// </summary>
    public bool IsNew(ObjectName table) =>
        Schema.Tables.Find(table) is { } known ? known.IsTemporary || IsNew(known.Origin)
        : IsTemporary(table) || (Schema.Views.Find(table) is { } view && IsNew(view.Origin));

    /// <summary>The same for a column of a table.</summary>
    public bool IsNew(ObjectName table, SqlName column) =>
        IsNew(table) || (Schema.Tables.Find(table)?.Column(column) is { } known && IsNew(known.Origin));

    /// <summary>The same for an object of any kind; false where the chain does not tell who made it.</summary>
    public bool IsNew(ObjectKind kind, ObjectName name) => kind switch
    {
        ObjectKind.Table or ObjectKind.ForeignTable or ObjectKind.View or ObjectKind.MaterializedView => IsNew(name),
        ObjectKind.Index => Schema.Indexes.Find(name) is { } index && (IsNew(index.Origin) || IsNew(index.Table)),
        ObjectKind.Type or ObjectKind.Domain => Schema.Types.Find(name) is { } type && IsNew(type.Origin),
        ObjectKind.Schema => Schema.Schemas.Find(name) is { } schema && IsNew(schema.Origin),
        _ => false,
    };

    /// <summary>Whether what the migration at this place of the chain made is new: it is this one, or not released.</summary>
    public bool IsNew(int origin) => origin == _origin || origin >= _firstUnreleased;

    /// <summary>The renames of a table: ALTER TABLE and ALTER INDEX rename views and indexes in the same words, sp_rename routines and constraints too.</summary>
    public IEnumerable<RenameTable> Renames(AlterTable alter) =>
        alter.Kind is ObjectKind.Table or ObjectKind.ForeignTable && Schema.Indexes.Find(alter.Name) is null && Schema.Views.Find(alter.Name) is null && !IsNoTable(alter.Name)
            ? alter.Actions.OfType<RenameTable>()
            : [];

    // T-SQL tells it by the name, whoever made the table.
    private bool IsTemporary(ObjectName table) => Engine == EngineNames.SqlServer && SqlServerDialect.IsTemporary(table.Name);

    private bool IsNoTable(ObjectName name) =>
        Schema.Tables.Find(name) is null
        && (Schema.Routines.Find(name) is not null || Schema.Tables.All.Any(t => t.Constraints.Any(c => name.Name.Equals(c.Name))));

    /// <summary>Whether the migration at this place of the chain is the one that is looked at.</summary>
    public bool IsOwn(int origin) => origin == _origin;
}
