#:property PublishAot=false
#:project Shared
// Packs `MigrationBuild` (for projects) and `MigrationBuild.Tool` (the command) into artifacts/packages.
using MigrationBuild.Eng;

var folder = Repository.PathOf("artifacts", "packages");
var (_, failure) = Packages.Pack(folder);
if (failure is not null)
{
    Console.Error.WriteLine(failure.Output);
    Console.Error.WriteLine($"failed with exit code {failure.ExitCode}: {failure.Command}");
    return 1;
}
foreach (var file in Directory.GetFiles(folder, "*.nupkg").Order(StringComparer.Ordinal))
    Console.WriteLine($"{Path.GetRelativePath(Repository.Root, file)}  {new FileInfo(file).Length / 1024} KB");
return 0;
