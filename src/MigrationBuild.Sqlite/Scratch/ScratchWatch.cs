using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Scratch;

/// <summary>
/// Sees by the engine's authorizer what each statement is about to do, with its triggers and cascades (sqlite.org/c3ref/set_authorizer.html):
/// notes which tables it writes to, and refuses what would reach a file.
/// </summary>
internal sealed class ScratchWatch
{
    private readonly SchemaMemory _memory;
    private readonly HashSet<string> _written = new(NameComparer.Instance);
    private bool _anyWritten;
    private IReadOnlyList<MasterRow> _before = [];

    private ScratchWatch(SchemaMemory memory) => _memory = memory;

    public static ScratchWatch Over(SqliteSession session, SchemaMemory memory)
    {
        var watch = new ScratchWatch(memory);
        session.Check(raw.sqlite3_set_authorizer(session.Handle, (delegate_authorizer)watch.Look, null));
        // A ROLLBACK is a statement; what an error takes back is not.
        raw.sqlite3_rollback_hook(session.Handle, _ => memory.MayHaveChanged = true, null);
        return watch;
    }

    /// <param name="objects">What is there now.</param>
    public void Restart(IReadOnlyList<MasterRow> objects)
    {
        _written.Clear();
        _anyWritten = false;
        _before = objects;
    }

    /// <summary>The names of the tables whose rows may have changed since <see cref="Restart"/>; null: any.</summary>
    /// <param name="objects">What is there now.</param>
    public IReadOnlySet<string>? TouchedSince(IReadOnlyList<MasterRow> objects)
    {
        if (_anyWritten)
            return null;
        var touched = new HashSet<string>(_written, NameComparer.Instance);
        if (!ReferenceEquals(objects, _before))
        {
            // The authorizer does not hear of every ALTER TABLE, and not of the new name.
            touched.UnionWith(TablesOf(objects).Except(TablesOf(_before)).Select(row => row.Name));
            touched.UnionWith(TablesOf(_before).Except(TablesOf(objects)).Select(row => row.Name));
        }
        // What such a table shows may be the content of another one.
        if (touched.Count > 0)
            touched.UnionWith(objects.Where(row => row.Module is not null).Select(row => row.Name));
        return touched;
    }

    private static IEnumerable<MasterRow> TablesOf(IReadOnlyList<MasterRow> objects) => objects.Where(row => row.Type == "table");

    private int Look(object user, int action, utf8z first, utf8z second, utf8z database, utf8z innermost)
    {
        switch (action)
        {
            case raw.SQLITE_READ or raw.SQLITE_SELECT or raw.SQLITE_RECURSIVE:
                return raw.SQLITE_OK;
            case raw.SQLITE_FUNCTION:
                return WayOut.IsFunction(second.utf8_to_string()) ? raw.SQLITE_DENY : raw.SQLITE_OK;
            case raw.SQLITE_ATTACH:
                return WayOut.IsInMemory(first.utf8_to_string()) ? raw.SQLITE_OK : raw.SQLITE_DENY;
            case raw.SQLITE_PRAGMA:
                return LookAtPragma(first.utf8_to_string(), second.utf8_to_string());
            case raw.SQLITE_INSERT or raw.SQLITE_UPDATE or raw.SQLITE_DELETE:
                Write(first.utf8_to_string());
                return raw.SQLITE_OK;
            case raw.SQLITE_ALTER_TABLE:
                Write(second.utf8_to_string());
                return raw.SQLITE_OK;
            case raw.SQLITE_TRANSACTION or raw.SQLITE_SAVEPOINT:
                // Taking back takes the schema back as well.
                _memory.MayHaveChanged |= first.utf8_to_string() == "ROLLBACK";
                return raw.SQLITE_OK;
            default:
                return raw.SQLITE_OK;
        }
    }

    private void Write(string table)
    {
        // Each change of the schema is one of these tables.
        if (table is "sqlite_master" or "sqlite_temp_master")
            _memory.MayHaveChanged = true;
        else
            _written.Add(table);
    }

    private int LookAtPragma(string name, string? value)
    {
        if (value is null)
            return raw.SQLITE_OK;
        if (WayOut.IsPragma(name))
            return raw.SQLITE_DENY;
        if (JournalGuard.Forbids(name, value))
            return raw.SQLITE_IGNORE;
        if (name.Equals("writable_schema", StringComparison.OrdinalIgnoreCase) && !value.Equals("OFF", StringComparison.OrdinalIgnoreCase))
        {
            _anyWritten = true;
            _memory.MayHaveChanged = true;
        }
        return raw.SQLITE_OK;
    }
}
