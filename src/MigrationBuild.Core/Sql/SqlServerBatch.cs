using MigrationBuild.Diagnostics;

namespace MigrationBuild.Sql;

/// <summary>
/// The words of one T-SQL batch. Those that are looked for are reserved: outside of quotes they begin a statement, or are the name of a right
/// behind GRANT, DENY or REVOKE.
/// </summary>
internal sealed class SqlServerBatch(string text, SqlStatement batch)
{
    private static readonly string[] Modules = ["PROC", "PROCEDURE", "VIEW", "FUNCTION", "TRIGGER"];

    private static readonly string[] OnlyCreatedAlone = ["SCHEMA", "DEFAULT", "RULE"];

    private readonly IReadOnlyList<SqlToken> _tokens = batch.Tokens;

    /// <summary>Statements that a server takes only at the start of a batch, and that stand further down (MB2012).</summary>
    public IEnumerable<SqlFinding> NotFirst()
    {
        // The body of a routine reaches to the batch's end, and cannot hold another.
        var first = FirstWord();
        for (var i = first + 1; i < _tokens.Count && ModuleAt(first) is null; i++)
        {
            if (ModuleAt(i) is { } module)
            {
                yield return new SqlFinding(Descriptors.NotFirstInBatch, _tokens[i].Start,
                    $"{module} must be the first statement of its batch, and something stands before it: put a line GO above it, or run it as a text with EXEC");
            }
        }
    }

    /// <summary>Statements of a transaction that run with the batch (MB2002).</summary>
    public IEnumerable<SqlFinding> TransactionControls()
    {
        for (var i = 0; i < _tokens.Count && ModuleAt(FirstWord()) is null; i++)
        {
            if (ControlAt(i) is { } words)
                yield return TransactionControlFinding.Of(_tokens[i].Start, words);
        }
    }

    /// <summary>Statements that a server refuses in a transaction (MB2005).</summary>
    public IEnumerable<SqlFinding> OutsideOnly()
    {
        for (var i = 0; i < _tokens.Count && ModuleAt(FirstWord()) is null; i++)
        {
            if (OutsideAt(i) is { } words)
            {
                yield return new SqlFinding(Descriptors.NotInTransaction, _tokens[i].Start,
                    $"{words} cannot run in a transaction, and each step runs in one: move it into a migration of its own, with `-- migrate:transaction none` in its head");
            }
        }
    }

    private int FirstWord()
    {
        var first = 0;
        while (_tokens[first].Kind == SqlTokenKind.Semicolon)
            first++;
        return first;
    }

    private string? ModuleAt(int i)
    {
        var kind = i + 1;
        if (Is(i, "CREATE") && Is(i + 1, "OR") && Is(i + 2, "ALTER"))
            kind = i + 3;
        else if (!Is(i, "CREATE") && !Is(i, "ALTER"))
            return null;
        var isModule = Array.Exists(Modules, m => Is(kind, m)) || (Is(i, "CREATE") && Array.Exists(OnlyCreatedAlone, m => Is(kind, m)));
        return isModule && !IsRight(i) ? Words(i, kind) : null;
    }

    private string? ControlAt(int i) =>
        Is(i, "BEGIN") && (Is(i + 1, "TRAN") || Is(i + 1, "TRANSACTION")) ? Words(i, i + 1)
        : Is(i, "BEGIN") && Is(i + 1, "DISTRIBUTED") ? Words(i, i + 2)
        : Is(i, "SAVE") && (Is(i + 1, "TRAN") || Is(i + 1, "TRANSACTION")) ? Words(i, i + 1)
        : Is(i, "COMMIT") || Is(i, "ROLLBACK") ? Words(i, i)
        : null;

    private string? OutsideAt(int i)
    {
        var isDatabase = Is(i + 1, "DATABASE") && !Is(i + 2, "SCOPED") && !Is(i + 2, "AUDIT") && !Is(i + 2, "ENCRYPTION");
        var isFullText = Is(i + 1, "FULLTEXT") && (Is(i + 2, "CATALOG") || Is(i + 2, "INDEX"));
        if (IsRight(i))
            return null;
        if (Is(i, "CREATE") || Is(i, "ALTER") || Is(i, "DROP"))
            return isDatabase ? Words(i, i + 1) : isFullText ? Words(i, i + 2) : null;
        return (Is(i, "BACKUP") || Is(i, "RESTORE")) && (isDatabase || Is(i + 1, "LOG")) ? Words(i, i + 1)
            : Is(i, "RECONFIGURE") ? Words(i, i)
            : null;
    }

    // GRANT SELECT, CREATE VIEW TO reader
    private bool IsRight(int i) => i > 0 && (Is(i - 1, "GRANT") || Is(i - 1, "DENY") || Is(i - 1, "REVOKE") || _tokens[i - 1].In(text) is ",");

    private bool Is(int i, string word) => i < _tokens.Count && _tokens[i].Is(text, word);

    private string Words(int from, int to) =>
        string.Join(' ', _tokens.Skip(from).Take(to - from + 1).Select(t => t.In(text).ToString().ToUpperInvariant()));
}
