using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tool;

/// <summary>What the parser of the command line refuses, with the nearest thing that it knows.</summary>
internal static class UsageErrors
{
    public static MigrationException From(CommandParsingException exception)
    {
        var command = exception.Command;
        var suggestion = exception is UnrecognizedCommandParsingException && Nearest(exception.Message, command) is { } near ? $" Did you mean '{near}'?" : "";
        return new MigrationException(Descriptors.UsageError, ExitCode.Usage,
            $"{exception.Message.TrimEnd('.')}.{suggestion} See '{Path(command)} --help'", exception);
    }

    // The library keeps the word only inside its sentence, between quotes.
    private static string? Nearest(string message, CommandLineApplication command)
    {
        var parts = message.Split('\'');
        if (parts.Length < 3)
            return null;
        var options = command.GetOptions().Where(o => o.LongName is not null).Select(o => $"--{o.LongName}");
        return EditDistance.Nearest(parts[1], command.Commands.Select(c => c.Name!).Concat(options));
    }

    private static string Path(CommandLineApplication command) =>
        command.Parent is null ? command.Name! : $"{Path(command.Parent)} {command.Name}";
}
