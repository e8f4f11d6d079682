using System.Text.Json;
using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>Each layout as a project that is built, deployed to a SQLite file, rolled back, and deployed again.</summary>
[TestClass]
public sealed class LayoutTests
{
    [TestMethod]
    [DataRow("LayoutPair"), DataRow("LayoutSections"), DataRow("LayoutFolder"), DataRow("LayoutFromTo"), DataRow("LayoutFlyway")]
    public async Task Project_goes_up_down_and_up_again(string scenario)
    {
        var release = await BuildAsync(scenario);
        await RunAsync(release, "apply");
        Assert.AreEqual("current", await StateAsync(release));
        await RunAsync(release, "rollback", "--to", "base", "--yes");
        Assert.AreEqual("pending", await StateAsync(release));
        await RunAsync(release, "apply");
        Assert.AreEqual("current", await StateAsync(release));
    }

    [TestMethod]
    public async Task Plain_files_go_up_and_refuse_to_go_down()
    {
        var release = await BuildAsync("LayoutPlain");
        await RunAsync(release, "apply");
        var rollback = await Child.RunToolAsync(release, "rollback", "--to", "base", "--yes", "--connection", "shop.db");
        Assert.AreEqual(4, rollback.ExitCode, rollback.ToString());
        Assert.Contains("MB6014", rollback.Output);
        Assert.AreEqual("current", await StateAsync(release));
    }

    /// <summary>The folder that the bundle was built into.</summary>
    private static async Task<string> BuildAsync(string scenario)
    {
        var projectFile = Scenario.All.Single(s => s.Name == scenario).WriteProject(TestProject.NewFolder());
        var project = new TestProject(Path.GetDirectoryName(projectFile)!, scenario);
        (await project.BuildAsync()).Succeeded();
        return project.Path("bin", "Debug", "net10.0");
    }

    private static async Task RunAsync(string release, params string[] arguments) =>
        (await Child.RunToolAsync(release, [.. arguments, "--connection", "shop.db"])).Succeeded();

    private static async Task<string?> StateAsync(string release)
    {
        var status = (await Child.RunToolAsync(release, "status", "--json", "--connection", "shop.db")).Succeeded();
        using var json = JsonDocument.Parse(status.Output);
        return json.RootElement.GetProperty("state").GetString();
    }
}
