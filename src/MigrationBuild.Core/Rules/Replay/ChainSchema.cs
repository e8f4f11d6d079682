using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Replay;

/// <summary>
/// The schema as the chain so far has made it, as far as its statements are understood. What is not in here may still be in the database:
/// made before the chain began, by a statement that is not understood, or by hand.
/// </summary>
public sealed class ChainSchema
{
    /// <param name="engine">As in <see cref="EngineNames"/>.</param>
    internal ChainSchema(string engine)
    {
        var usual = engine switch
        {
            EngineNames.PostgreSql => "public",
            EngineNames.Sqlite => "main",
            _ => "dbo",
        };
        Tables = new(usual);
        Views = new(usual);
        Indexes = new(usual);
        Routines = new(usual);
        Types = new(usual);
        Schemas = new(usual);
        Triggers = new(usual);
    }

    public NameTable<ChainTable> Tables { get; }

    public NameTable<ChainView> Views { get; }

    public NameTable<ChainIndex> Indexes { get; }

    public NameTable<CreateRoutine> Routines { get; }

    /// <summary>Domains and enums are among them.</summary>
    public NameTable<ChainObject> Types { get; }

    public NameTable<ChainObject> Schemas { get; }

    /// <summary>Where an engine lets two tables have a trigger of the same name, the newest of them.</summary>
    public NameTable<ChainTrigger> Triggers { get; }

    /// <summary>The table. One that is not known was there before the chain; what the chain does to it is known from here on.</summary>
    internal ChainTable TableOf(ObjectName name)
    {
        if (Tables.TryFind(name, out var known))
            return known;
        var table = new ChainTable(name, ChainTable.BeforeChain) { HasUnknownColumns = true };
        Tables.Set(name, table);
        return table;
    }

    /// <summary>The indexes of a table.</summary>
    public IEnumerable<ChainIndex> IndexesOf(ObjectName table) => Tables.Find(table) is { } known ? Indexes.All.Where(i => IsAt(i.Table, known)) : [];

    /// <summary>The triggers of a table.</summary>
    public IEnumerable<ChainTrigger> TriggersOf(ObjectName table) => Tables.Find(table) is { } known ? Triggers.All.Where(t => IsAt(t.Table, known)) : [];

    /// <summary>Whether it is a foreign key to this table.</summary>
    public bool RefersTo(ChainConstraint constraint, ChainTable table) =>
        constraint.Definition?.ReferencedTable is { } referenced && IsAt(referenced, table);

    private bool IsAt(ObjectName name, ChainTable table) => ReferenceEquals(Tables.Find(name), table);
}
