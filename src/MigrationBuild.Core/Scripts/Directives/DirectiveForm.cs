using MigrationBuild.Sql;

namespace MigrationBuild.Scripts.Directives;

/// <summary>How one directive is written.</summary>
/// <param name="Example">The value in a correct example; what a message about a wrong one shows.</param>
/// <param name="IsValid">Whether a value is well-formed.</param>
internal sealed record DirectiveForm(DirectiveKind Kind, string Name, string Example, Func<string, bool> IsValid)
{
    /// <summary>Every directive.</summary>
    public static readonly IReadOnlyList<DirectiveForm> All =
    [
        new(DirectiveKind.Up, "up", "", v => v.Length == 0 || IsDbmateOption(v)),
        new(DirectiveKind.Down, "down", "", v => v.Length == 0 || IsDbmateOption(v)),
        new(DirectiveKind.Verify, "verify", "", v => v.Length == 0),
        new(DirectiveKind.Revises, "revises", "20260202_003 (or none)", IsVersionOrNone),
        new(DirectiveKind.From, "from", "6", v => MigrationVersion.TryParse(v) is not null),
        new(DirectiveKind.To, "to", "7", v => MigrationVersion.TryParse(v) is not null),
        new(DirectiveKind.Irreversible, "irreversible", "REASON", v => v.Length > 0),
        new(DirectiveKind.Transaction, "transaction", "none", v => v == "none"),
        new(DirectiveKind.Recover, "recover", "SQL", v => v.Length > 0),
        new(DirectiveKind.Timeout, "timeout", "30s (ms, s, m or h)", v => Limit.TryParse(v) is not null),
        new(DirectiveKind.LockTimeout, "lock-timeout", "2s (ms, s, m or h)", v => Limit.TryParse(v) is not null),
        new(DirectiveKind.Engine, "engine", "sqlite", v => EngineNames.Find(v) is not null),
        new(DirectiveKind.Allow, "allow", "MB3004 REASON", IsAllow),
        new(DirectiveKind.Expect, "expect", "QUERY = VALUE (or !=, >=, <=)", v => WhyNoExpectation(v) is null) { Why = WhyNoExpectation },
    ];

    /// <summary>What is wrong with a value, where the example alone does not tell; gives null or an empty text where it does. Null: it always does.</summary>
    public Func<string, string?>? Why { get; private init; }

    public bool IsSection => Kind is DirectiveKind.Up or DirectiveKind.Down or DirectiveKind.Verify;

    /// <summary>Null where there is no such directive.</summary>
    public static DirectiveForm? Find(string name)
    {
        foreach (var form in All)
        {
            if (form.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return form;
        }
        return null;
    }

    /// <summary>dbmate's `-- migrate:up transaction:false`.</summary>
    public static bool IsOutsideTransaction(Directive section) => section.Value == "transaction:false";

    /// <summary>Code and reason.</summary>
    public static (string Code, string Reason) SplitAllow(string value)
    {
        var at = value.IndexOf(' ');
        return at < 0 ? (value, "") : (value[..at], value[(at + 1)..].Trim());
    }

    private static bool IsDbmateOption(string value) => value is "transaction:false" or "transaction:true";

    private static bool IsVersionOrNone(string value) => value == "none" || MigrationVersion.TryParse(value) is not null;

    private static bool IsAllow(string value)
    {
        var (code, reason) = SplitAllow(value);
        return code.Length == 6 && code.StartsWith("MB", StringComparison.Ordinal) && code.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0
            && reason.Length > 0;
    }

    private static string? WhyNoExpectation(string value) => Expectation.Parse(value) is { } expectation ? expectation.Mistake() : "";
}
