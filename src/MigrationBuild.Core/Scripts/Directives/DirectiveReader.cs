using MigrationBuild.Diagnostics;
using MigrationBuild.Sql;

namespace MigrationBuild.Scripts.Directives;

/// <summary>Finds the directives among the comments of a script: tokens, so that text in strings and block comments is none.</summary>
internal static class DirectiveReader
{
    private const string Prefix = "migrate:";

    /// <summary>The well-formed ones, in order; the others become findings.</summary>
    public static IReadOnlyList<Directive> Read(SourceText source, DiagnosticBag bag)
    {
        List<Directive>? directives = null;
        foreach (var token in source.Tokens)
        {
            if (token.Kind != SqlTokenKind.LineComment)
                continue;
            var content = token.In(source.Text)[2..].Trim();
            var directive = content.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                ? ReadOne(content[Prefix.Length..].Trim().ToString(), token.Start, source.At(token.Start), bag)
                : ReadForeign(content, token.Start, source, bag);
            if (directive is not null)
                (directives ??= []).Add(directive);
        }
        return directives ?? (IReadOnlyList<Directive>)[];
    }

    private static Directive? ReadForeign(ReadOnlySpan<char> content, int offset, SourceText source, DiagnosticBag bag)
    {
        if (ForeignMarker.Find(content, out var rest) is not { } marker)
            return null;
        var location = source.At(offset);
        if (marker.Ours is null)
        {
            bag.Add(Descriptors.UnknownDirective, location, $"'{marker.Marker}' is read by another tool, not here: {marker.Remedy}");
            return null;
        }
        if (rest.Length > 0)
            bag.Add(Descriptors.MalformedDirective, location, $"'{marker.Marker} {rest}' is malformed; write `-- {Prefix}{marker.Ours}`");
        return ReadOne(marker.Ours, offset, location, bag);
    }

    private static Directive? ReadOne(string content, int offset, SourceLocation location, DiagnosticBag bag)
    {
        var space = content.AsSpan().IndexOfAny(' ', '\t');
        var name = space < 0 ? content : content[..space];
        var value = space < 0 ? "" : content[space..].Trim();
        if (DirectiveForm.Find(name) is not { } form)
        {
            bag.Add(Descriptors.UnknownDirective, location, Unknown(name));
            return null;
        }
        if (!form.IsValid(value))
        {
            var why = form.Why?.Invoke(value) is { Length: > 0 } reason ? $" ({reason})" : "";
            bag.Add(Descriptors.MalformedDirective, location,
                $"'{$"migrate:{form.Name} {value}".TrimEnd()}' is malformed{why}; write `{$"-- migrate:{form.Name} {form.Example}".TrimEnd()}`");
            // A section stays one: without it, everything in it would be reported as misplaced too.
            if (!form.IsSection)
                return null;
        }
        return new Directive(form, value, offset, location);
    }

    private static string Unknown(string name)
    {
        var names = DirectiveForm.All.Select(f => f.Name);
        return EditDistance.Nearest(name, names) is { } nearest
            ? $"there is no directive 'migrate:{name}'; did you mean 'migrate:{nearest}'?"
            : $"there is no directive 'migrate:{name}'; there are {string.Join(", ", names)}";
    }
}
