using System.Text.RegularExpressions;
using MigrationBuild.Schemas;

namespace MigrationBuild.PostgreSql.Schemas;

/// <summary>
/// Two schemas of different servers, without what an administrator decides: who runs the migrations and so owns what they make; default
/// privileges, and what they gave; more extensions, more schemas and more privileges on schemas than scripts asked for, and privileges on
/// `public`; the version of an extension, which is what the server's packages bring; and the schemas of other chains in the same database.
/// </summary>
internal sealed partial class ComparableSchemas(SchemaEnvironment environment)
{
    public (Schema Expected, Schema Actual) Make(Schema expected, Schema actual)
    {
        var defaults = new DefaultPrivileges(expected.Objects.Concat(actual.Objects));
        var should = expected.Objects.Where(o => o.Kind != DefaultPrivileges.Kind).Select(o => Strip(o, defaults, null));
        var now = actual.Objects.Where(o => IsCompared(o, expected)).Select(o => Strip(o, defaults, expected.Find(o.Kind, o.Name)));
        return (new(should.Where(IsTold)), new(now.Where(IsTold)));
    }

    // `public` is in every database: only what was done to it shows.
    private static bool IsTold(SchemaObject item) => item.Lines.Count > 0 || (item.Kind, item.Name) is not ("schema", "public");

    private bool IsCompared(SchemaObject item, Schema expected) =>
        item.Kind != DefaultPrivileges.Kind
        && (expected.Find(item.Kind, item.Name) is not null || (item.Kind is not ("extension" or "schema") && !IsOfOtherChain(item)) || IsDroppedByHand(item));

    // `extension plpgsql` and `schema public` are told where they are not there.
    private static bool IsDroppedByHand(SchemaObject item) => item.Lines.Contains("dropped");

    private bool IsOfOtherChain(SchemaObject item) => environment.OtherSchemas.Any(s =>
        item.Name.StartsWith(s + ".", StringComparison.Ordinal) || item.Name.Contains($" on {s}.", StringComparison.Ordinal));

    private SchemaObject Strip(SchemaObject item, DefaultPrivileges defaults, SchemaObject? expected)
    {
        var lines = defaults.Strip(item).Lines.Where(l => !IsOfDeployer(l));
        if (item.Kind == "extension")
            lines = lines.Where(l => !l.StartsWith("version ", StringComparison.Ordinal));
        else if (item is { Kind: "schema", Name: "public" })
            lines = lines.Where(l => !PrivilegeOrOwner().IsMatch(l));
        else if (item.Kind == "schema" && expected is not null)
            lines = lines.Where(l => !PrivilegeOrOwner().IsMatch(l) || expected.Lines.Contains(l));
        return item with { Lines = [.. lines] };
    }

    private bool IsOfDeployer(string line) => PrivilegeOrOwner().Match(line) is { Success: true } match && environment.Deployers.Contains(match.Groups["role"].Value);

    // As Fragment.Owner and GrantQuery write them.
    [GeneratedRegex("^(?:owner |(?:grant|revoke) .+? (?:to|from) )(?<role>.+?)(?: by .+)?$")]
    private static partial Regex PrivilegeOrOwner();
}
