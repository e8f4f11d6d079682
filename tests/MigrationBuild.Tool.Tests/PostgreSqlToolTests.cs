using MigrationBuild.PostgreSql.Scratch;
using Npgsql;

namespace MigrationBuild.Tool.Tests;

/// <summary>What the tests of the command line on a PostgreSQL server share: scratch servers, and questions past the tool.</summary>
public abstract class PostgreSqlToolTests : ToolTests
{
    /// <summary>A server of this test alone; skips the test where the machine has no server programs.</summary>
    protected static async Task<ScratchServer> StartServerAsync(ScratchServerOptions? options = null)
    {
        try
        {
            return await ScratchServer.StartAsync(options);
        }
        catch (PostgreSqlNotFoundException e)
        {
            throw new AssertInconclusiveException(e.Message);
        }
    }

    protected string PostgreSqlBundle(params (string Up, string Down)[] scripts) => Bundle("postgresql", scripts);

    protected static string Ask(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) ?? "NULL";
    }
}
