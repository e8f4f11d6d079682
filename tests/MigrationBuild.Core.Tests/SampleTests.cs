using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace MigrationBuild.Tests;

/// <summary>The samples stand outside the repository's settings, so that nothing but this keeps their version in step.</summary>
[TestClass]
public sealed class SampleTests
{
    [TestMethod]
    [DataRow("Shop"), DataRow("ShopPostgreSql")]
    public void A_sample_asks_for_the_version_that_this_repository_makes(string sample)
    {
        var root = FindRoot();
        var ours = Regex.Match(File.ReadAllText(Path.Combine(root, "Directory.Build.props")), "<Version>([^<]+)</Version>").Groups[1].Value;
        var asked = Regex.Match(File.ReadAllText(Path.Combine(root, "tests", "samples", sample, $"{sample}.csproj")), "<MigrationBuildVersion [^>]*>([^<]+)<").Groups[1].Value;

        Assert.AreEqual(ours, asked);
    }

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var start = File.Exists(thisFile) ? Path.GetDirectoryName(thisFile)! : AppContext.BaseDirectory;
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MigrationBuild.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("no MigrationBuild.sln above the tests");
    }
}
