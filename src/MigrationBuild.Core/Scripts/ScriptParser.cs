using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts.Directives;
using MigrationBuild.Scripts.Layouts;
using MigrationBuild.Sql;

namespace MigrationBuild.Scripts;

/// <summary>The text of one file to its parts, each with what its head says.</summary>
internal sealed class ScriptParser
{
    private readonly ScriptUnit _file;
    private readonly SourceText _source;
    private readonly IReadOnlyList<Directive> _directives;
    private readonly bool _isIncomplete;
    private readonly DiagnosticBag _bag;

    private ScriptParser(ScriptUnit file, string text, ISqlDialect dialect, DiagnosticBag bag)
    {
        _file = file;
        _bag = bag;
        _source = new SourceText(file.Display, text, dialect);
        var findings = bag.Count;
        _directives = DirectiveReader.Read(_source, bag);
        // An unterminated token swallows the rest of the file, a misspelt directive perhaps a section.
        _isIncomplete = bag.Count > findings || (_source.Tokens.Count > 0 && _source.Tokens[^1].Unterminated);
    }

    /// <param name="file">What is known before the text.</param>
    public static IReadOnlyList<ScriptUnit> Parse(ScriptUnit file, string text, ISqlDialect dialect, DiagnosticBag bag)
    {
        var parser = new ScriptParser(file, text, dialect, bag);
        var hasSections = file.Name.Part is null && parser._directives.Any(d => d.Form.IsSection);
        return hasSections ? parser.Sections() : [parser.Whole()];
    }

    private ScriptUnit Whole()
    {
        var head = new ScriptHead();
        AddDirectives(head, 0, _source.Text.Length);
        foreach (var marker in _directives.Where(d => d.Form.IsSection))
        {
            _bag.Add(Descriptors.MisplacedDirective, marker.Location,
                $"'{marker}' starts a section, but this file is one script by its name; remove the line, or name the file without part, as in '0007_add_email.sql'");
        }
        var isPlain = _file.Name.Layout == ScriptLayouts.Sections;
        var name = isPlain ? _file.Name with { Layout = ScriptLayouts.Plain } : _file.Name;
        var part = name.Part ?? ScriptPart.Up;
        CheckPlace(head, part);
        return _file with
        {
            Name = name,
            Part = part,
            Head = head,
            Script = head.ToScript(_file.File, 1, _source.Text),
            Engine = EngineOf(head),
            IsIncomplete = _isIncomplete,
        };
    }

    private List<ScriptUnit> Sections()
    {
        var markers = _directives.Where(d => d.Form.IsSection).ToList();
        var before = new ScriptHead();
        AddDirectives(before, 0, markers[0].Offset);
        if (FirstSql(0, markers[0].Offset) is var sql and >= 0)
            _bag.Add(Descriptors.BadSections, _source.At(sql), $"SQL before the first section would never run; move it below '{markers[0]}'");

        var sections = new Dictionary<ScriptPart, ScriptUnit>();
        for (var i = 0; i < markers.Count; i++)
        {
            CheckStartsLine(markers[i]);
            var part = PartOf(markers[i]);
            var start = i == 0 ? 0 : LineStart(markers[i].Offset);
            var end = i + 1 < markers.Count ? LineStart(markers[i + 1].Offset) : _source.Text.Length;
            var head = part == ScriptPart.Up && !sections.ContainsKey(part) ? before : new ScriptHead();
            head.MarkerOutsideTransaction = DirectiveForm.IsOutsideTransaction(markers[i]);
            AddDirectives(head, markers[i].Offset + 1, end);
            CheckPlace(head, part);
            var unit = _file with
            {
                Part = part,
                Head = head,
                Script = head.ToScript(_file.File, _source.At(start).Line, _source.Text[start..end]),
                Engine = EngineOf(head) ?? before.EngineName,
                IsIncomplete = _isIncomplete,
            };
            if (!sections.TryAdd(part, unit))
                _bag.Add(Descriptors.BadSections, markers[i].Location, $"the section '{markers[i]}' is there already; put all of it into one");
        }
        // Without an up section the head has no home, but its engine and its mistakes still count.
        if (!sections.ContainsKey(ScriptPart.Up))
            _ = EngineOf(before);
        return [.. sections.Values];
    }

    private void AddDirectives(ScriptHead head, int start, int end)
    {
        var firstSql = FirstSql(start, end);
        for (var i = FirstFrom(_directives, start, d => d.Offset); i < _directives.Count && _directives[i].Offset < end; i++)
        {
            var directive = _directives[i];
            if (directive.Form.IsSection)
                continue;
            if (firstSql >= 0 && directive.Offset > firstSql && directive.Kind != DirectiveKind.Allow)
                _bag.Add(Descriptors.MisplacedDirective, directive.Location, $"'{directive}' has no effect after the first SQL; move it to the head of the script");
            else if (!head.Add(directive))
                _bag.Add(Descriptors.ConflictingDirectives, directive.Location, $"'{directive}' is given twice; keep one");
        }
    }

    /// <summary>What belongs to the migration stands in the up script only.</summary>
    private void CheckPlace(ScriptHead head, ScriptPart part)
    {
        if (part == ScriptPart.Up)
        {
            CheckLinks(head);
            return;
        }
        foreach (var directive in new[] { head.Revises, head.From, head.To, head.Irreversible }.OfType<Directive>())
        {
            if (part == ScriptPart.Down && directive.Kind == DirectiveKind.Irreversible)
            {
                _bag.Add(Descriptors.ConflictingDirectives, directive.Location,
                    "'migrate:irreversible' says that there is no down script, and this is one; remove the line, or delete the down script and state it in the up script");
                continue;
            }
            _bag.Add(Descriptors.MisplacedDirective, directive.Location, $"'{directive}' belongs into the head of the up script; move it there");
        }
    }

    private void CheckLinks(ScriptHead head)
    {
        if (head is { Revises: { } revises, From: { } from } && KeyOf(revises) != KeyOf(from))
        {
            _bag.Add(Descriptors.ConflictingDirectives, from.Location,
                $"'migrate:from {from.Value}' contradicts 'migrate:revises {revises.Value}'; both name the version before this one, keep the right one");
        }

        static string KeyOf(Directive directive) => MigrationVersion.TryParse(directive.Value)?.Key ?? "0";
    }

    private string? EngineOf(ScriptHead head)
    {
        if (_file.Name.Engine is { } byName && head.EngineName is { } byDirective && byName != byDirective)
        {
            _bag.Add(Descriptors.ConflictingDirectives, head.Engine!.Location,
                $"'migrate:engine {head.Engine.Value}' contradicts the file's name or folder, which is for {byName}; remove the line or rename the file");
        }
        return _file.Name.Engine ?? head.EngineName;
    }

    private void CheckStartsLine(Directive marker)
    {
        if (!string.IsNullOrWhiteSpace(_source.Text[LineStart(marker.Offset)..marker.Offset]))
            _bag.Add(Descriptors.MisplacedDirective, marker.Location, $"'{marker}' starts a section and must stand on a line of its own");
    }

    private int LineStart(int offset) => offset == 0 ? 0 : _source.Text.LastIndexOf('\n', offset - 1) + 1;

    private int FirstSql(int start, int end)
    {
        for (var i = FirstFrom(_source.Tokens, start, t => t.Start); i < _source.Tokens.Count && _source.Tokens[i].Start < end; i++)
        {
            if (!SqlDialect.IsComment(_source.Tokens[i]))
                return _source.Tokens[i].Start;
        }
        return -1;
    }

    /// <summary>The index of the first item at this offset or after it.</summary>
    private static int FirstFrom<T>(IReadOnlyList<T> items, int offset, Func<T, int> offsetOf)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (offsetOf(items[middle]) < offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static ScriptPart PartOf(Directive marker) => marker.Kind switch
    {
        DirectiveKind.Up => ScriptPart.Up,
        DirectiveKind.Down => ScriptPart.Down,
        _ => ScriptPart.Verify,
    };
}
