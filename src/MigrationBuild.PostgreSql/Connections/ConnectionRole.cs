using MigrationBuild.Diagnostics;
using Npgsql;

namespace MigrationBuild.PostgreSql.Connections;

/// <summary>
/// The role that a session works as, instead of the one that it logged in as. It goes with the start of every session, so that
/// RESET ROLE comes back to it, and the client programs have it too.
/// </summary>
internal static class ConnectionRole
{
    private const string Setting = "role=";

    // In `options` spaces and backslashes are escaped (postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-OPTIONS).
    public static void Add(NpgsqlConnectionStringBuilder builder, string role) =>
        builder.Options = $"{builder.Options} -c {Setting}{role.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal)}".Trim();

    public static bool IsIn(string? options) => options?.Contains(Setting, StringComparison.Ordinal) == true;

    /// <summary>Why a session that was to work as a role did not begin; null where that is not the role's fault.</summary>
    public static async Task<MigrationException?> ExplainAsync(string connectionString, string role, string displayName, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await Session.OpenAsync(connectionString, null, cancellationToken).ConfigureAwait(false);
            var login = await session.ValueAsync<string>("SELECT session_user::text", cancellationToken).ConfigureAwait(false);
            try
            {
                // Behind a pooler nothing may stay of it.
                await session.ExecuteAsync(["BEGIN", $"SET LOCAL ROLE {SqlText.Identifier(role)}", "ROLLBACK"], cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidParameterValue)
            {
                return ConnectionText.Unusable($"{displayName}: there is no role '{role}' on the server (--role); names of roles are written as they are stored, without quotes", e);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                return ConnectionText.Unusable($"{displayName}: '{login}' may not take the role '{role}' (--role); who owns it says GRANT {SqlText.Identifier(role)} TO {SqlText.Identifier(login!)}", e);
            }
            return ConnectionText.Unusable($"{displayName}: no session can begin with the role '{role}' (--role): the connection leads through a pooler that refuses it; connect to the server itself, or as that role");
        }
        catch (NpgsqlException)
        {
            // It does not open without the role either.
            return null;
        }
    }
}
