using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tests.Compilation;

[TestClass]
public sealed class NextNameTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 3, 11, 30, 0, TimeSpan.FromHours(1));

    [TestMethod]
    [DataRow("", "0001_add_email.up.sql 0001_add_email.down.sql")]
    [DataRow("0009_x.up.sql", "0010_add_email.up.sql 0010_add_email.down.sql")]
    [DataRow("7_x.up.sql", "8_add_email.up.sql 8_add_email.down.sql")]
    [DataRow("002_x/up.sql", "003_add_email/up.sql 003_add_email/down.sql")]
    [DataRow("v6_to_v7_x.up.sql", "v7_to_v8_add_email.up.sql v7_to_v8_add_email.down.sql")]
    [DataRow("V7__x.sql", "V8__add_email.sql U8__add_email.sql")]
    [DataRow("V1.9__x.sql", "V1.10__add_email.sql U1.10__add_email.sql")]
    [DataRow("0001_x.sql", "0002_add_email.sql")]
    [DataRow("20260101000000_x.up.sql", "20260203103000_add_email.up.sql 20260203103000_add_email.down.sql")]
    [DataRow("20270101000059_x.sql", "20270101000100_add_email.sql")]
    [DataRow("20260203_009_x.sql", "20260203_010_add_email.sql")]
    [DataRow("20260202_009_x.sql", "20260203_001_add_email.sql")]
    [DataRow("20260203_x.sql", "20260203_001_add_email.sql")]
    [DataRow("2024-05-01_00_x.sql", "2026-02-03_01_add_email.sql")]
    [DataRow("2022-06-30-094242_x/up.sql", "2026-02-03-103000_add_email/up.sql 2026-02-03-103000_add_email/down.sql")]
    [DataRow("2026-01-23-140244-0000_x/up.sql", "2026-02-03-103000-0000_add_email/up.sql 2026-02-03-103000-0000_add_email/down.sql")]
    [DataRow("2027-01-01-000059-0000_x/up.sql", "2027-01-01-000100-0000_add_email/up.sql 2027-01-01-000100-0000_add_email/down.sql")]
    [DataRow("202601010000_x.sql", "202602031030_add_email.sql")]
    [DataRow("202701010059_x.sql", "202701010100_add_email.sql")]
    [DataRow("20260101000000123_x.sql", "20260203103000000_add_email.sql")]
    [DataRow("20269903_x.sql", "20269904_add_email.sql")]
    [DataRow("99999999999999999999_x.sql", "100000000000000000000_add_email.sql")]
    [DataRow("V20270203__x.sql", "V20270203_001__add_email.sql U20270203_001__add_email.sql")]
    [DataRow("1700000000_x.sql", "1770114600_add_email.sql")]
    [DataRow("20300708190000000009_x.sql", "20300708190000000010_add_email.sql")]
    [DataRow("R__view.sql", "V1__add_email.sql U1__add_email.sql")]
    public void Continues_the_projects_own_way(string existing, string expected)
    {
        using var project = new TemporaryProject();
        if (existing.Length > 0)
            project.Add(existing, "SELECT 1;\n");

        var files = NextName.For(ScriptFolder.Read(project.MigrationsFolder), "sqlite", "AddEmail", Now);

        Assert.AreEqual(expected, string.Join(' ', files.Select(f => f.Path)));
    }

    [TestMethod]
    public void Continues_sections_and_revises()
    {
        using var project = new TemporaryProject().Add("20260101000000_x.sql", "-- migrate:revises none\n-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 1;\n");

        var file = NextName.For(ScriptFolder.Read(project.MigrationsFolder), "sqlite", "y", Now).Single();

        Assert.StartsWith("-- migrate:revises 20260101000000\n-- migrate:up\n", file.Content);
        project.Add(file.Path, file.Content);
        Assert.AreEqual("MB1109 MB1109", TemporaryProject.Codes(project.Compile().Diagnostics), "only the SQL is missing");
    }

    [TestMethod]
    [DataRow("Add E-Mail", "add_e_mail")]
    [DataRow("AddEMail2Users", "add_email2_users")]
    [DataRow("  größe/Über_x..", "größe_über_x")]
    [DataRow("顧客を追加", "顧客を追加")]
    [DataRow("../../etc", "etc")]
    public void Names_are_made_safe(string name, string expected) => Assert.AreEqual(expected, NextName.Sanitize(name));

    [TestMethod]
    [DataRow("--", 1)]
    [DataRow("é", 200)]
    public void A_name_that_no_file_can_have_is_refused(string text, int times)
    {
        using var project = new TemporaryProject();
        var name = string.Concat(Enumerable.Repeat(text, times));

        var exception = Assert.ThrowsExactly<MigrationException>(() => NextName.For(ScriptFolder.Read(project.MigrationsFolder), "sqlite", name, Now));

        Assert.AreEqual(ExitCode.Usage, exception.ExitCode);
    }
}
