using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Output;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>In which form findings are told, and where.</summary>
internal sealed class ReportOptions(CommandLineApplication command)
{
    private static readonly string Names = string.Join(", ", Enum.GetNames<ReportFormat>().Select(n => n.ToLowerInvariant()));

    private readonly CommandOption _format = command.Value("--format <FORMAT>", $"{Names} (default: text).");
    private readonly CommandOption _json = command.JsonFlag();
    private readonly CommandOption _output = command.Value("--output <FILE>", "Write the report into a file; the findings are shown as text besides.");
    private readonly CommandOption _source = command.Flag("--source", "Show the line of each finding with a caret under the place (default: on a terminal).");
    private readonly CommandOption _noSource = command.Flag("--no-source", "Show each finding as one line, also on a terminal.");

    /// <summary>Null: standard output.</summary>
    public string? File => _output.Value();

    /// <exception cref="MigrationException">MB6001: no such form, or two of them.</exception>
    public ReportFormat Format
    {
        get
        {
            if (!_format.HasValue())
                return _json.HasValue() ? ReportFormat.Json : ReportFormat.Text;
            var name = _format.Value()!;
            if (name.All(char.IsAsciiLetter) && Enum.TryParse<ReportFormat>(name, ignoreCase: true, out var format) && (format == ReportFormat.Json || !_json.HasValue()))
                return format;
            throw new MigrationException(Descriptors.UsageError, ExitCode.Usage,
                _json.HasValue() ? $"--json and --format {name} are two forms; give one" : $"--format '{name}' is unknown: it is one of {Names}");
        }
    }

    public bool ShowsSource(Terminal terminal) => !_noSource.HasValue() && (_source.HasValue() || terminal.IsWatched);
}
