using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.SqlServer.Parsing;

/// <summary>Reads the text of one batch with a parser of ScriptDom.</summary>
/// <param name="newParser">Makes one; whether quotes begin a name is its argument.</param>
internal sealed class BatchParser(Func<bool, TSqlParser> newParser)
{
    /// <summary>The newest grammar that there is here.</summary>
    public static readonly BatchParser Newest = new(isQuoted => new TSql150Parser(isQuoted));

    /// <param name="isQuoted">What QUOTED_IDENTIFIER is before the batch.</param>
    public ParsedBatch Parse(string text, bool isQuoted)
    {
        using var reader = new StringReader(text);
        var tree = newParser(isQuoted).Parse(reader, out var errors);
        var statements = tree is TSqlScript script ? script.Batches.SelectMany(b => b.Statements).ToList() : [];
        if (errors.Count == 0)
            return new ParsedBatch(statements, null);
        var first = errors.MinBy(e => e.Offset)!;
        var offset = Math.Clamp(first.Offset, 0, text.Length - 1);
        // After an error the parser goes on at a word that may begin a statement: what it reads from there may be none.
        return new ParsedBatch(statements.FindAll(s => s.StartOffset + s.FragmentLength <= offset), new SyntaxFault(offset, first.Message.TrimEnd('.')));
    }
}
