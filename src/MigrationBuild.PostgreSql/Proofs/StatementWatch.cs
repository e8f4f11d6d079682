using MigrationBuild.Proofs;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>
/// Sees what each statement of a script did, by what differs between two looks at the catalogs, the locks and the counters of the session.
/// <para>
/// Outside a transaction a statement's locks are gone once it is done, and its counters are on their way to the statistics: then only new
/// files show.
/// </para>
/// </summary>
internal sealed class StatementWatch(PostgreSqlDatabase database, MigrationScript script, ISqlDialect dialect)
{
    private const int ShownLength = 80;

    private readonly IReadOnlyList<SqlStatement> _statements = dialect.Split(script.Text);
    private readonly LineMap _lines = new(script.Text);
    private readonly List<StatementObservation> _observations = [];
    private Look _first = null!;
    private Look _last = null!;

    public IReadOnlyList<StatementObservation> Observations => _observations;

    /// <summary>Before the first statement; what was seen before is forgotten.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _observations.Clear();
        _first = _last = await database.AskAsync(session => Look.TakeAsync(session, database.HistoryName, cancellationToken)).ConfigureAwait(false);
    }

    public async Task AfterAsync(int index, CancellationToken cancellationToken)
    {
        var now = await database.AskAsync(session => Look.TakeLaterAsync(session, cancellationToken)).ConfigureAwait(false);
        _observations.Add(Compare(index, now));
        _last = now;
    }

    private StatementObservation Compare(int index, Look now)
    {
        var statement = _statements[index];
        var (line, column) = _lines.At(statement.Start);
        // The counters of an emptied table tell of the building of its empty indexes.
        var isTruncate = statement.Tokens[0].Is(script.Text, "TRUNCATE");
        return new StatementObservation
        {
            Line = script.FirstLine + line - 1,
            Column = column,
            Statement = FirstWords(statement.TextIn(script.Text)),
            Locks = [.. _first.Relations.Where(r => now.LockOn(r.Oid) > _last.LockOn(r.Oid)).Select(r => new ObservedLock(r.Name, now.LockOn(r.Oid).ToString()))],
            Rewritten = [.. _first.Relations.Where(r => r.HasFile && IsNewFile(r.Oid, now)).Select(r => r.Name)],
            Scanned = script.Transactional && !isTruncate ? [.. _first.Relations.Where(r => now.ScansOf(r.Oid) > _last.ScansOf(r.Oid)).Select(r => r.Name)] : [],
            RowsChanged = script.Transactional ? _first.Relations.Sum(r => Math.Max(0, now.WritesTo(r.Oid) - _last.WritesTo(r.Oid))) : 0,
        };
    }

    private bool IsNewFile(uint oid, Look now) => now.FileOf(oid) is { } file && file != _last.FileOf(oid);

    private static string FirstWords(string text)
    {
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length <= ShownLength ? words : words[..ShownLength].TrimEnd() + "…";
    }
}
