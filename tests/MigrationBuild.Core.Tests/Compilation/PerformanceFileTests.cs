using MigrationBuild.Bundles;
using MigrationBuild.Deployment.Gates;

namespace MigrationBuild.Tests.Compilation;

[TestClass]
public sealed class PerformanceFileTests
{
    [TestMethod]
    public void Files_of_the_folder_perf_are_no_migrations_and_go_into_the_bundle()
    {
        using var project = new TemporaryProject().AddPair("0001", "a")
            .Add("perf/b.sql", "-- migrate:timeout 5s\nSELECT 1;\n\nSELECT 2")
            .Add("perf/more/a.sql", "SELECT 3;\n")
            .Add("perf/_draft.sql", "SELECT");
        var chain = project.Chain();
        Assert.HasCount(1, chain.Migrations);

        var bundle = BundleReader.Read(BundleWriter.Write(chain, "1.2.3"), "test");
        var queries = PerformanceQuery.Of(bundle.Chain).Select(q => $"{q.Name} {q.File}({q.Line}) {q.Text} {q.Timeout?.TotalSeconds}").ToArray();
        CollectionAssert.AreEqual(
            new[]
            {
                "b#1 Migrations/perf/b.sql(2) SELECT 1; 5",
                "b#2 Migrations/perf/b.sql(4) SELECT 2 5",
                "a Migrations/perf/more/a.sql(1) SELECT 3; ",
            }, queries);
    }

    [TestMethod]
    public void A_chain_without_them_gives_the_same_bytes_as_before()
    {
        using var project = new TemporaryProject().AddPair("0001", "a");
        var without = BundleWriter.Write(project.Chain(), "1.2.3");
        Assert.DoesNotContain("performance", System.Text.Encoding.UTF8.GetString(without));
        project.Add("perf/a.sql", "SELECT 1;\n");
        CollectionAssert.AreNotEqual(without, BundleWriter.Write(project.Chain(), "1.2.3"));
    }

    [TestMethod]
    [DataRow("", "MB1109"), DataRow("-- nothing\n", "MB1109"), DataRow("SELECT 'a", "MB2001"), DataRow("SELECT 1;\nCOMMIT;", "MB2002")]
    [DataRow("-- migrate:expect rows(a) = 1\nSELECT 1;", "MB1113"), DataRow("-- migrate:tiemout 1s\nSELECT 1;", "MB1110"), DataRow("-- migrate:timeout 1s\n-- migrate:timeout 2s\nSELECT 1;", "MB1112"), DataRow("a\0b", "MB1115")]
    public void Mistake_in_one_is_an_error_on_its_file(string text, string code)
    {
        using var project = new TemporaryProject().AddPair("0001", "a").Add("perf/a.sql", text);
        var finding = project.Compile().Diagnostics.Single();
        Assert.AreEqual(code, finding.Descriptor.Code, finding.ToString());
        Assert.AreEqual("Migrations/perf/a.sql", finding.Location!.File);
    }

    [TestMethod]
    public void What_is_for_another_engine_is_left_out()
    {
        using var project = new TemporaryProject().AddPair("0001", "a")
            .Add("perf/a.postgresql.sql", "SELECT 1;\n").Add("perf/b.sql", "-- migrate:engine postgresql\nSELECT 1;\n").Add("perf/c.sqlite.sql", "SELECT 1;\n");
        Assert.AreEqual("Migrations/perf/c.sqlite.sql", project.Chain().PerformanceScripts.Single().File);
    }
}
