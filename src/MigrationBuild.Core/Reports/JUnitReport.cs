using System.Globalization;
using System.Text;
using System.Xml;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Reports;

/// <summary>
/// JUnit's XML as build servers read it: a suite a file, a case a finding. An error is a failure; a warning passes, with its text as output;
/// what is suppressed is skipped. A file without findings is one case that passes, so that a clean run is seen to have run.
/// </summary>
public static class JUnitReport
{
    public static string Write(FindingsReport report)
    {
        var suites = Suites(report).ToList();
        using var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "migrationbuild check");
            WriteCounts(xml, [.. suites.SelectMany(s => s.Cases)]);
            foreach (var (file, cases) in suites)
                WriteSuite(xml, file, cases);
            xml.WriteEndElement();
        }
        return text + "\n";
    }

    private static IEnumerable<(string File, IReadOnlyList<Case> Cases)> Suites(FindingsReport report)
    {
        var cases = report.Diagnostics.Select(d => (Diagnostic: d, Reason: (string?)null))
            .Concat(report.Suppressed.Select(s => (s.Diagnostic, Reason: (string?)s.Justification)))
            .ToLookup(f => report.Sources.RelativePath(f.Diagnostic.Location?.File ?? report.Folder), f => new Case(f.Diagnostic, f.Reason), StringComparer.Ordinal);
        return cases.Select(g => g.Key).Union(report.Scripts.Select(report.Sources.RelativePath), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(file => (file, (IReadOnlyList<Case>)(cases.Contains(file) ? [.. cases[file].OrderBy(c => c.Finding!, DiagnosticOrder.ByPlace)] : [new Case(null, null)])));
    }

    private static void WriteSuite(XmlWriter xml, string file, IReadOnlyList<Case> cases)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", file);
        WriteCounts(xml, cases);
        // Not on the root: the schema of Jenkins has it on suites only.
        Attribute(xml, "skipped", Number(cases.Count(c => c.SuppressedFor is not null)));
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in cases)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "classname", file);
            Attribute(xml, "name", Unique(item.Name, names));
            Attribute(xml, "time", "0");
            WriteOutcome(xml, item);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteOutcome(XmlWriter xml, Case item)
    {
        if (item.Finding is not { } finding)
            return;
        if (item.SuppressedFor is { } reason)
        {
            xml.WriteStartElement("skipped");
            Attribute(xml, "message", reason);
        }
        else if (finding.Severity == DiagnosticSeverity.Error)
        {
            xml.WriteStartElement("failure");
            Attribute(xml, "message", finding.Message);
            Attribute(xml, "type", finding.Descriptor.Code);
            xml.WriteString(Valid(Secrets.Redact(finding.ToString())));
        }
        else
        {
            xml.WriteStartElement("system-out");
            xml.WriteString(Valid(Secrets.Redact(finding.ToString())));
        }
        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyList<Case> cases)
    {
        Attribute(xml, "tests", Number(cases.Count));
        Attribute(xml, "failures", Number(cases.Count(c => c.IsFailure)));
        Attribute(xml, "errors", "0");
        Attribute(xml, "time", "0");
    }

    // Of two cases of one name some servers keep the first only.
    private static string Unique(string name, Dictionary<string, int> names)
    {
        names[name] = names.GetValueOrDefault(name) + 1;
        return names[name] == 1 ? name : $"{name} #{names[name]}";
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Valid(value));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    // XML 1.0 has no way to write a control character, or half a pair.
    private static string Valid(string text)
    {
        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            valid.Append(rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD");
        return valid.ToString();
    }

    /// <param name="Finding">Null: the file has none.</param>
    private sealed record Case(Diagnostic? Finding, string? SuppressedFor)
    {
        public bool IsFailure => Finding?.Severity == DiagnosticSeverity.Error && SuppressedFor is null;

        public string Name => Finding is not { } d ? "no findings"
            : string.Create(CultureInfo.InvariantCulture, $"{d.Descriptor.Code} {d.Descriptor.Title} ({d.Location?.Line ?? 1},{d.Location?.Column ?? 1})");
    }

    // The declaration names the encoding of the writer; a report leaves this process as UTF-8.
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
