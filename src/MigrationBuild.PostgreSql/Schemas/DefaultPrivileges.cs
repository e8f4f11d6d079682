using System.Text.RegularExpressions;
using MigrationBuild.Schemas;

namespace MigrationBuild.PostgreSql.Schemas;

/// <summary>
/// Takes out of a schema the privileges that objects got when they were made, because `ALTER DEFAULT PRIVILEGES` says so: an administrator
/// sets that up for a server, and no script names them.
/// </summary>
internal sealed partial class DefaultPrivileges
{
    public const string Kind = "default privileges";

    private readonly HashSet<(string What, string Schema, string Verb, string Privilege, string Grantee)> _known = [];

    public DefaultPrivileges(IEnumerable<SchemaObject> objects)
    {
        foreach (var item in objects.Where(o => o.Kind == Kind))
        {
            var name = NameForm().Match(item.Name);
            foreach (var line in item.Lines.Select(l => LineForm().Match(l)).Where(m => m.Success))
            {
                foreach (var privilege in Privileges(line))
                    _known.Add((name.Groups["what"].Value, name.Groups["schema"].Value, line.Groups["verb"].Value, privilege, line.Groups["grantee"].Value));
            }
        }
    }

    public SchemaObject Strip(SchemaObject item) =>
        _known.Count == 0 || WordOf(item.Kind) is not { } what ? item : item with { Lines = [.. item.Lines.Select(l => Strip(l, what, item.Name)).OfType<string>()] };

    private string? Strip(string line, string what, string name)
    {
        if (LineForm().Match(line) is not { Success: true } match || match.Groups["column"].Success)
            return line;
        var privileges = Privileges(match).ToList();
        var left = privileges.Where(p => !IsKnown(match, p, what, name)).ToList();
        if (left.Count == privileges.Count)
            return line;
        return left.Count == 0 ? null : line.Replace(match.Groups["privileges"].Value, string.Join(", ", left), StringComparison.Ordinal);
    }

    private bool IsKnown(Match line, string privilege, string what, string name) => _known.Any(k =>
        k.What == what && k.Verb == line.Groups["verb"].Value && k.Privilege == privilege && k.Grantee == line.Groups["grantee"].Value
        && (k.Schema.Length == 0 || name.StartsWith(k.Schema + ".", StringComparison.Ordinal)));

    private static IEnumerable<string> Privileges(Match line) => line.Groups["privileges"].Value.Split(", ");

    private static string? WordOf(string kind) => kind switch
    {
        "table" or "view" or "materialized view" or "foreign table" => "tables",
        "sequence" => "sequences",
        "function" or "procedure" or "aggregate" => "functions",
        "type" or "domain" => "types",
        "schema" => "schemas",
        _ => null,
    };

    // As GrantQuery writes them.
    [GeneratedRegex("^for .+?(?: in schema (?<schema>.+))? on (?<what>[a-z ]+)$")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^(?<verb>grant|revoke) (?<privileges>[A-Z]+\*?(?:, [A-Z]+\*?)*)(?<column> \(.+\))? (?:to|from) (?<grantee>.+?)(?: by .+)?$")]
    private static partial Regex LineForm();
}
