using System.Globalization;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tool.Output;

/// <summary>
/// A finding for the MSBuild task: severity, code, line, column, file, help link, message between tabs. The canonical form is for
/// people and problem matchers; a file name with parentheses or a colon in it cannot be read back from that.
/// </summary>
internal static class MsBuildFormat
{
    public static string Write(Diagnostic d) => string.Join('\t',
        d.SeverityWord,
        d.Descriptor.Code,
        (d.Location?.Line ?? 1).ToString(CultureInfo.InvariantCulture),
        (d.Location?.Column ?? 1).ToString(CultureInfo.InvariantCulture),
        d.Location?.File.Replace('\t', ' ') ?? "",
        "",
        d.Message);
}
