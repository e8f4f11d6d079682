using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>
/// The tables of one database as the maker of rows sees them. Remembers the types that every database of the server has, and what was found for
/// a column: it is asked again after each migration, and most columns are as they were.
/// </summary>
internal sealed class TableReader
{
    // FirstNormalObjectId: what initdb makes is below.
    private const uint FirstUserOid = 16384;

    private readonly Dictionary<uint, ScratchType> _serverTypes = [];
    private readonly Dictionary<(uint Type, int Modifier, string Column, string Checks, string Constants), ColumnValues> _values = [];
    private string _typesOfDatabase = "";

    public async Task<IReadOnlyList<ScratchTable>> ReadAsync(Session session, PreparedBatches prepared, string history, CancellationToken cancellationToken)
    {
        var facts = await TableFacts.ReadAsync(session, prepared, history, withServerTypes: _serverTypes.Count == 0, cancellationToken).ConfigureAwait(false);
        foreach (var type in facts.Types.Where(type => type.Oid < FirstUserOid))
            _serverTypes.Add(type.Oid, type);
        var ofDatabase = facts.Types.Where(type => type.Oid >= FirstUserOid).ToList();
        ForgetIfChanged(ofDatabase, facts.DomainChecks);
        var types = new TypeValues(_serverTypes, ofDatabase, facts.DomainChecks);
        return [.. facts.Tables.Select(table => Table(table.Oid, table.Name, facts, types))];
    }

    private ScratchTable Table(uint oid, string name, TableFacts facts, TypeValues types)
    {
        var checks = facts.TableChecks.GetValueOrDefault(oid) ?? [];
        var bounds = facts.Bounds.GetValueOrDefault(oid) ?? [];
        return new ScratchTable(
            name,
            name,
            [.. (facts.Columns.GetValueOrDefault(oid) ?? []).Select(column => Column(column, checks, bounds, types))],
            [.. facts.Keys.GetValueOrDefault(oid) ?? []],
            [.. facts.ForeignKeys.GetValueOrDefault(oid) ?? []]);
    }

    private ScratchColumn Column(
        ColumnFact column, IReadOnlyList<string> checks, IReadOnlyList<(IReadOnlyList<string?> Columns, string Bounds)> bounds, TypeValues types)
    {
        var result = new ScratchColumn
        {
            Name = column.Name,
            Sql = column.Sql,
            IsNullable = !column.IsNotNull && !types.IsNotNull(column.Type),
            IsAutomatic = column.IsAutomatic,
            HasDefault = column.HasDefault && !column.IsAutomatic,
        };
        if (column.IsAutomatic)
            return result;
        var values = ValuesOf(column, [.. checks.Where(check => check.Contains(column.Sql, StringComparison.Ordinal))], PartitionBounds.ConstantsOf(column.Name, bounds), types);
        return result with { Values = values.Literals, Distinct = values.Distinct, Readings = values.Readings };
    }

    private ColumnValues ValuesOf(ColumnFact column, IReadOnlyList<string> checks, IReadOnlyList<string> constants, TypeValues types)
    {
        var key = (column.Type, column.Modifier, checks.Count == 0 ? "" : column.Sql, string.Join('\0', checks), string.Join('\0', constants));
        if (!_values.TryGetValue(key, out var values))
            _values.Add(key, values = types.For(column.Type, column.Modifier, CheckHints.Of(column.Sql, checks), constants));
        return values;
    }

    private void ForgetIfChanged(IReadOnlyList<ScratchType> types, Dictionary<uint, List<string>> domainChecks)
    {
        var text = string.Join('\n', types.Select(t =>
            $"{t.Oid} {t.Sql} {t.Kind} {t.Base} {t.BaseModifier} {t.Element} {t.Subtype} {string.Join(',', t.Attributes)} {string.Join(',', t.AttributeModifiers)} {string.Join('\0', t.Labels)}")
            .Concat(domainChecks.Select(d => $"{d.Key} {string.Join('\0', d.Value)}")));
        if (text != _typesOfDatabase)
            _values.Clear();
        _typesOfDatabase = text;
    }
}
