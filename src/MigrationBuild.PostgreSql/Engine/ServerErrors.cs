using System.Net.Sockets;
using System.Text.RegularExpressions;
using MigrationBuild.Drivers;
using Npgsql;

namespace MigrationBuild.PostgreSql.Engine;

/// <summary>The server's errors in one line, without values of rows.</summary>
internal static partial class ServerErrors
{
    public const string LockNotAvailable = "55P03";
    public const string Deadlock = "40P01";
    public const string QueryCanceled = "57014";
    public const string UndefinedTable = "42P01";
    public const string ForeignKeyViolation = "23503";
    public const string UnsafeNewEnumValue = "55P04";
    public const string ConnectionLost = "08006";

    /// <summary>Message, detail and hint.</summary>
    public static string Describe(PostgresException e)
    {
        var parts = new[] { e.MessageText, Detail(e.SqlState, e.Detail), e.Hint }
            .Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => part!.ReplaceLineEndings(" ").Trim().TrimEnd('.'));
        return string.Join(". ", parts);
    }

    /// <summary>Null for what is no trouble with the engine.</summary>
    public static EngineException? ToEngineException(Exception exception) => exception switch
    {
        EngineException e => e,
        PostgresException e => new EngineException(Describe(e), e.SqlState, e) { Trouble = IsLockTrouble(e) ? EngineTrouble.Busy : EngineTrouble.Other },
        NpgsqlException or IOException or SocketException or TimeoutException or ObjectDisposedException =>
            new EngineException($"the connection to the server broke: {exception.Message}", ConnectionLost, exception),
        _ => null,
    };

    /// <summary>Whether the same script may succeed a little later.</summary>
    public static bool IsLockTrouble(PostgresException e) => e.SqlState is LockNotAvailable or Deadlock;

    // Classes 22 (data) and 23 (integrity) quote rows, which may be anybody's personal data; all others name objects of the schema.
    internal static string? Detail(string sqlState, string? detail)
    {
        if (detail is null || !(sqlState.StartsWith("22", StringComparison.Ordinal) || sqlState.StartsWith("23", StringComparison.Ordinal)))
            return detail;
        return Key().Match(detail) is { Success: true } key ? $"Key ({key.Groups[1].Value}) = (…) {key.Groups[2].Value}" : null;
    }

    // Greedy: a value may itself look like the end of the key.
    [GeneratedRegex(@"^Key \(([^=]*)\)=\(.*\) (is duplicated|already exists|is not present in table .*?|is still referenced from table .*?)\.?$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
