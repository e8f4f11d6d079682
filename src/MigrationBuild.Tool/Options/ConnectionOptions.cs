using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>Where the database is: `--connection-file`, `--connection`, MIGRATIONBUILD_CONNECTION, in this order.</summary>
internal sealed class ConnectionOptions(CommandLineApplication command)
{
    private const string Variable = "MIGRATIONBUILD_CONNECTION";

    private readonly CommandOption _file = command.Value("--connection-file <FILE>", "A file that holds the connection string.");
    private readonly CommandOption _text = command.Value("-c|--connection <STRING>", "The connection string; for SQLite a path will do.");

    private readonly CommandOption _role = command.Value("--role <NAME>", "PostgreSQL: work as this role (SET ROLE), such as the owner of the schema.");

    /// <summary>Null: as whoever logs in.</summary>
    public string? Role => _role.Value();

    public bool IsGiven => _file.HasValue() || _text.HasValue() || Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <exception cref="MigrationException">MB6002 none given or its file cannot be read; MB6003 cannot be opened.</exception>
    public async Task<IDatabase> OpenAsync(IDriver driver, bool readOnly, TimeSpan lockTimeout, VerbContext context) =>
        await driver.OpenAsync(new ConnectionRequest(Read(driver, context), readOnly, lockTimeout) { Role = Role }, context.CancellationToken);

    /// <exception cref="MigrationException">MB6002 none given or its file cannot be read; MB6001 a role where there are none.</exception>
    public string Read(IDriver driver, VerbContext context)
    {
        if (_role.HasValue() && (!driver.HasRoles || string.IsNullOrEmpty(Role)))
        {
            throw new MigrationException(Descriptors.UsageError, ExitCode.Usage,
                driver.HasRoles ? "--role needs the name of a role" : $"--role '{Role}': {driver.Engine} has no roles");
        }
        if (_file.HasValue())
            return ReadFile(_file.Value()!);
        if (_text.HasValue())
        {
            if (driver.HasPassword(_text.Value()!))
            {
                context.Terminal.WriteDiagnostic(new Diagnostic(Descriptors.PasswordOnCommandLine, null,
                    $"a password on the command line can be read by everybody on this machine; use --connection-file or the variable {Variable}"));
            }
            return _text.Value()!;
        }
        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
            ? text
            : throw new MigrationException(Descriptors.ConnectionMissing, ExitCode.Usage,
                $"no connection was given: use --connection-file FILE, --connection STRING or the variable {Variable}");
    }

    /// <summary>How a person at the same place names the same database in a shell; never a secret: a text with a password has to go into the variable.</summary>
    public string Words(IDriver driver)
    {
        var role = _role.HasValue() ? $"--role {ShellText.Quote(Role!)}" : "";
        var where = _file.HasValue() ? $"--connection-file {ShellText.Quote(_file.Value()!)}"
            : _text.HasValue() && !driver.HasPassword(_text.Value()!) ? $"--connection {ShellText.Quote(_text.Value()!)}"
            : "";
        return $"{where} {role}".Trim();
    }

    private static string ReadFile(string file)
    {
        try
        {
            var text = File.ReadAllText(file).Trim();
            return text.Length > 0 ? text : throw new MigrationException(Descriptors.ConnectionMissing, ExitCode.Usage, $"the connection file '{file}' is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(Descriptors.ConnectionMissing, ExitCode.Usage, $"the connection file '{file}' cannot be read: {e.Message}", e);
        }
    }
}
