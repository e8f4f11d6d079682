using MigrationBuild.Eng.Faults.Tools;

namespace MigrationBuild.Eng.Faults.Chains;

/// <summary>Compiles chains as a build does: a folder of scripts, a request, the tool's `compile`.</summary>
internal sealed class BundleMaker(string folder)
{
    /// <param name="isProven">Whether the build tries the scripts on a scratch database.</param>
    /// <returns>The path of the bundle.</returns>
    public async Task<string> MakeAsync(Chain chain, bool isProven)
    {
        var name = $"{chain.Engine}-{chain.Name}{(isProven ? "" : "-unproven")}";
        var project = Path.Combine(folder, name);
        var scripts = new List<string>();
        Directory.CreateDirectory(Path.Combine(project, "Migrations"));
        Directory.CreateDirectory(Path.Combine(project, "tmp"));
        foreach (var step in chain.Steps)
        {
            scripts.Add(await WriteAsync(project, $"{step.Version}_{step.Name}.up.sql", step.Up));
            scripts.Add(await WriteAsync(project, $"{step.Version}_{step.Name}.down.sql", step.Down));
        }
        var bundle = Path.Combine(folder, name + ".migrations.zip");
        var request = Path.Combine(project, "request");
        await File.WriteAllLinesAsync(request,
        [
            "migrationbuild-request 1", $"project-directory={project}", $"engine={chain.Engine}", $"bundle={bundle}", $"lock-file={Path.Combine(project, "Migrations", "migrations.lock")}",
            "lock-mode=update", $"proof={(isProven ? "required" : "off")}", .. scripts.Select(script => $"script={script}"),
        ]);
        var run = await Tool.RunAsync(project, "compile", request);
        return run.ExitCode == 0 ? bundle : throw new InvalidOperationException($"the chain {name} does not compile: {run}");
    }

    private static async Task<string> WriteAsync(string project, string name, string text)
    {
        var file = Path.Combine(project, "Migrations", name);
        await File.WriteAllTextAsync(file, text + "\n");
        return file;
    }
}
