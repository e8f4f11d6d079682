using System.IO;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MigrationBuild.Tasks;

/// <summary>Shows the warnings of the last compilation again, in a build that had nothing to compile.</summary>
public sealed class ReplayMigrationWarnings : Task
{
    [Required]
    public string StampFile { get; set; } = "";

    [Required]
    public string HelpDirectory { get; set; } = "";

    [Required]
    public string ProjectFile { get; set; } = "";

    public override bool Execute()
    {
        foreach (var line in File.ReadLines(StampFile))
            Finding.Parse(line)?.LogTo(Log, HelpDirectory, ProjectFile);
        return !Log.HasLoggedErrors;
    }
}
