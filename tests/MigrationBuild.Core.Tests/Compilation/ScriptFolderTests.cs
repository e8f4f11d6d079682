using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tests.Compilation;

[TestClass]
public sealed class ScriptFolderTests
{
    [TestMethod]
    public void Finds_scripts_below_and_tells_templates_by_file_or_folder()
    {
        using var project = new TemporaryProject()
            .Add("b/0002_b.sql", "").Add("0001_a.SQL", "").Add("_0003_c.sql", "").Add("_later/0004_d.sql", "").Add("readme.md", "").Add("._0001_a.SQL", "").Add(".attic/0005_e.sql", "");

        var folder = ScriptFolder.Read(project.MigrationsFolder);

        Assert.AreEqual("0001_a.SQL b/0002_b.sql", Relative(folder.Scripts));
        Assert.AreEqual("_0003_c.sql _later/0004_d.sql", Relative(folder.Templates));

        string Relative(IEnumerable<string> files) => string.Join(' ', files.Select(f => Path.GetRelativePath(folder.Directory, f)));
    }

    [TestMethod]
    public void The_folders_own_underscore_makes_no_templates()
    {
        using var project = new TemporaryProject().Add("_db/0001_a.sql", "SELECT 1;\n").Add("_db/_0002_b.sql", "");

        var request = ScriptFolder.Read(project.PathOf("_db")).ToRequest("sqlite") with { LockMode = LockMode.Update };

        Assert.AreEqual("MB1118", TemporaryProject.Codes(Compiler.Compile(request).Diagnostics));
    }

    [TestMethod]
    public void A_missing_folder_is_an_error_for_people()
    {
        var exception = Assert.ThrowsExactly<MigrationException>(() => ScriptFolder.Read("/nowhere/at/all"));

        Assert.AreEqual("/nowhere/at/all(1,1): error MB1004: the folder cannot be read: it does not exist", exception.Diagnostic.ToString());
    }
}
