using MigrationBuild.Diagnostics;
using MigrationBuild.Sql;

namespace MigrationBuild.Scripts;

/// <summary>The text of one file with its tokens, and offsets to places.</summary>
internal sealed class SourceText(string display, string text, ISqlDialect dialect)
{
    private LineMap? _lines;

    public string Text { get; } = text;

    public IReadOnlyList<SqlToken> Tokens { get; } = dialect.Tokenize(text);

    public SourceLocation At(int offset)
    {
        var (line, column) = (_lines ??= new LineMap(Text)).At(offset);
        return new SourceLocation(display, line, column);
    }
}
