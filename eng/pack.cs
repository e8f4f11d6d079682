#:property PublishAot=false
#:project Shared
// Packs `MigrationBuild` (for projects) and `MigrationBuild.Tool` (the command) into artifacts/packages.
//   --output FOLDER      into this folder, which then holds no other package
//   --version VERSION    another version than that of Directory.Build.props
//   --build FOLDER       what the packages are made of is built there (default: artifacts/build)
using MigrationBuild.Eng;

var given = new Dictionary<string, string>(StringComparer.Ordinal);
for (var i = 0; i < args.Length; i += 2)
{
    if (args[i] is not ("--output" or "--version" or "--build") || i + 1 == args.Length)
    {
        Console.Error.WriteLine($"{args[i]} is no option of this program, or its value is missing: --output FOLDER, --version VERSION, --build FOLDER");
        return 2;
    }
    given[args[i]] = args[i + 1];
}
var folder = Path.GetFullPath(given.GetValueOrDefault("--output", Repository.PathOf("artifacts", "packages")));
var failure = Packages.Pack(folder, given.GetValueOrDefault("--version"), given.GetValueOrDefault("--build"));
if (failure is not null)
{
    Console.Error.WriteLine(failure.Output);
    Console.Error.WriteLine($"failed with exit code {failure.ExitCode}: {failure.Command}");
    return 1;
}
foreach (var file in Directory.GetFiles(folder, "*.nupkg").Order(StringComparer.Ordinal))
    Console.WriteLine($"{Path.GetRelativePath(Repository.Root, file)}  {new FileInfo(file).Length / 1024} KB");
return 0;
