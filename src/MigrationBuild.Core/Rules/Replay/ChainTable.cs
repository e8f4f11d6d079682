using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.Replay;

/// <summary>A table as the chain so far has made it.</summary>
public sealed class ChainTable
{
    /// <summary>The place of what was there before the first migration.</summary>
    public const int BeforeChain = -1;

    private readonly List<ChainColumn> _columns = [];
    private readonly List<ChainConstraint> _constraints = [];

    /// <param name="origin">The place in the chain of the migration that made it.</param>
    internal ChainTable(ObjectName name, int origin)
    {
        Name = name;
        Origin = origin;
    }

    public ObjectName Name { get; internal set; }

    /// <summary>The place in the chain of the migration that made it; <see cref="BeforeChain"/> where none did.</summary>
    public int Origin { get; }

    /// <summary>In order.</summary>
    public IReadOnlyList<ChainColumn> Columns => _columns;

    public IReadOnlyList<ChainConstraint> Constraints => _constraints;

    /// <summary>Whether it has columns that no statement names (AS SELECT, LIKE, INHERITS, or made before the chain).</summary>
    public bool HasUnknownColumns { get; internal set; }

    /// <summary>Whether it is gone with the session.</summary>
    public bool IsTemporary { get; internal init; }

    /// <summary>The place in the chain of the migration that emptied it, if nothing has filled it since; null where it may hold rows.</summary>
    public int? EmptiedBy { get; internal set; }

    /// <summary>The table of which this one is a partition; null where it is none.</summary>
    public ObjectName? PartitionOf { get; internal set; }

    /// <summary>Null where it is not known.</summary>
    public ChainColumn? Column(SqlName name) => _columns.Find(c => c.Name.Equals(name));

    /// <summary>The constraint with this name, given or made up by the engine; null where it is not known.</summary>
    public ChainConstraint? Constraint(SqlName name) => _constraints.Find(c => IsNamed(c, name));

    internal void Add(ChainColumn column)
    {
        Remove(column.Name);
        _columns.Add(column);
    }

    internal void Add(ChainConstraint constraint) => _constraints.Add(constraint);

    internal void Remove(SqlName column) => _columns.RemoveAll(c => c.Name.Equals(column));

    internal void Change(SqlName column, Func<ChainColumn, ChainColumn> change)
    {
        var at = _columns.FindIndex(c => c.Name.Equals(column));
        if (at >= 0)
            _columns[at] = change(_columns[at]);
    }

    internal void RemoveConstraint(SqlName name) => _constraints.RemoveAll(c => IsNamed(c, name));

    internal void ChangeConstraint(SqlName name, Func<ChainConstraint, ChainConstraint> change)
    {
        var at = _constraints.FindIndex(c => IsNamed(c, name));
        if (at >= 0)
            _constraints[at] = change(_constraints[at]);
    }

    internal void ChangeConstraints(Func<ChainConstraint, bool> condition, Func<ChainConstraint, ChainConstraint> change)
    {
        for (var i = 0; i < _constraints.Count; i++)
        {
            if (condition(_constraints[i]))
                _constraints[i] = change(_constraints[i]);
        }
    }

    private bool IsNamed(ChainConstraint constraint, SqlName name) =>
        constraint.Name is { } given ? given.Equals(name) : constraint.Definition is { } definition && GeneratedNames.Of(Name.Name, definition) == name.Key;
}
