using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Compilation;

// As the task writes it.
public sealed partial class RequestFile
{
    /// <summary>Null where findings were added (MB1003 at the line, MB1004).</summary>
    public static CompilationRequest? Read(string path, DiagnosticBag bag) =>
        DiskTexts.Instance.Read(path, path, bag) is { } text ? Parse(text, path, bag) : null;
}
