using MigrationBuild.Diagnostics;

namespace MigrationBuild.Scripts.Directives;

/// <summary>One well-formed directive.</summary>
/// <param name="Value">What follows the name, trimmed.</param>
/// <param name="Offset">Of its comment in the file's text.</param>
internal sealed record Directive(DirectiveForm Form, string Value, int Offset, SourceLocation Location)
{
    public DirectiveKind Kind => Form.Kind;

    public override string ToString() => $"migrate:{Form.Name}";
}
