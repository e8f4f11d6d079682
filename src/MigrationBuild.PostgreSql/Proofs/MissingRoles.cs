using System.Text.RegularExpressions;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>
/// Roles that scripts name and the scratch server does not have, since they exist in production only. The server itself says which: no
/// reading of scripts would find those in DO blocks.
/// </summary>
/// <param name="maintenance">Leads to another database of the server: a role is made at once, whatever becomes of the transaction that needs it.</param>
internal sealed partial class MissingRoles(string maintenance)
{
    private const string UndefinedObject = "42704";

    private readonly List<string> _created = [];
    private readonly HashSet<string> _present = new(StringComparer.Ordinal);

    /// <summary>Those that were made, in the order in which they were missed.</summary>
    public IReadOnlyList<string> Created => _created;

    /// <summary>The role that the statement failed for; null where it failed for something else.</summary>
    public static string? NameIn(EngineException e) =>
        e.Code == UndefinedObject && Pattern().Match(e.Message) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>False for one that was made before: then making it again would not help.</summary>
    public bool IsNew(string role) => !_present.Contains(role);

    /// <summary>The server went back to an earlier state: what was made since is gone.</summary>
    public void Forget() => _present.Clear();

    public async Task CreateAsync(string role, CancellationToken cancellationToken)
    {
        await using var session = await Session.OpenAsync(maintenance, null, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync($"CREATE ROLE {SqlText.Identifier(role)} NOLOGIN", cancellationToken).ConfigureAwait(false);
        _present.Add(role);
        if (!_created.Contains(role, StringComparer.Ordinal))
            _created.Add(role);
    }

    [GeneratedRegex("^role \"(.+)\" does not exist(?:\\. |$)", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
