using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`explain`: the page of a code.</summary>
internal sealed class ExplainVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("explain", command =>
    {
        command.Description = "Explains a code: what it means, why it matters, how to fix it, and how to suppress it.";
        var code = command.Argument("code", "Such as MB1201.");
        command.Runs(exit, () =>
        {
            context.Terminal.WriteLine(HelpPage.Of(Find(code.Value)).Markdown.TrimEnd('\n'));
            return Task.FromResult(ExitCode.Done);
        });
    });

    private static DiagnosticDescriptor Find(string? code)
    {
        if (code is null)
            throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, "explain needs a code, such as MB1201");
        return Descriptors.All.FirstOrDefault(d => d.Code.Equals(code, StringComparison.OrdinalIgnoreCase))
            ?? throw new MigrationException(Descriptors.UsageError, ExitCode.Usage,
                $"'{code}' is no code of this tool{(EditDistance.Nearest(code, Descriptors.All.Select(d => d.Code)) is { } nearest ? $"; did you mean {nearest}?" : "")}");
    }
}
