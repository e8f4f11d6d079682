using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`new`: the files of the next migration, in the project's own layout and numbering.</summary>
internal sealed class NewVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("new", command =>
    {
        command.Description = "Writes the files of the next migration, in the project's own layout, and prints their paths.";
        var name = command.Argument("name", "What it does, such as add_email.");
        var folder = new FolderOptions(command);
        command.Runs(exit, () =>
        {
            if (name.Value is null)
                throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, "new needs a name: 'migrationbuild new add_email'");
            foreach (var path in NewMigration.Write(folder.Directory, folder.Engine, name.Value, DateTimeOffset.UtcNow))
                context.Terminal.WriteLine(path);
            return Task.FromResult(ExitCode.Done);
        });
    });
}
