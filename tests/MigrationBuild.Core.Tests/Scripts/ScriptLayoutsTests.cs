using MigrationBuild.Scripts.Layouts;

namespace MigrationBuild.Tests.Scripts;

[TestClass]
public sealed class ScriptLayoutsTests
{
    [TestMethod]
    [DataRow("0007_add_email.up.sql", "pair Up 0007 add_email -")]
    [DataRow("7.down.sql", "pair Down 7  -")]
    [DataRow("a/b/0007-add.email.Verify.SQL", "pair Verify 0007 add.email -")]
    [DataRow("0007_add.sqlite.up.sql", "pair Up 0007 add sqlite")]
    [DataRow("0007_add.up.mssql.sql", "pair Up 0007 add sqlserver")]
    [DataRow("0007_add_email.sql", "sections  0007 add_email -")]
    [DataRow("0007_add.pg.sql", "sections  0007 add postgresql")]
    [DataRow("20260203_001_add.sql", "sections  20260203_001 add -")]
    [DataRow("20260203_2nd_try.sql", "sections  20260203 2nd_try -")]
    [DataRow("20269903_001_add.sql", "sections  20269903 001_add -")]
    [DataRow("0007_001_add.sql", "sections  0007 001_add -")]
    [DataRow("20260203103000_2.sql", "sections  20260203103000 2 -")]
    [DataRow("1700000000_add.sql", "sections  1700000000 add -")]
    [DataRow("2024-05-01_00_AddEmail.sql", "sections  2024-05-01_00 AddEmail -")]
    [DataRow("2024-05-01_AddEmail.sql", "sections  2024-05-01 AddEmail -")]
    [DataRow("2022-06-30-094242_add/up.sql", "folder Up 2022-06-30-094242 add -")]
    [DataRow("2026-02-03-235249-0001_add/up.sql", "folder Up 2026-02-03-235249-0001 add -")]
    [DataRow("2026-02-03-235249-2nd_try/up.sql", "folder Up 2026-02-03-235249 2nd_try -")]
    [DataRow("0007_add.autocommit.up.sql", "pair Up 0007 add -")]
    [DataRow("0007_add.postgres.autocommit.down.sql", "pair Down 0007 add postgresql")]
    [DataRow("0007_add.autocommit.more.up.sql", "pair Up 0007 add.autocommit.more -")]
    [DataRow("V0007.Add_Email.up.sql", "pair Up 0007 Add_Email -")]
    [DataRow("V0007.Add_Email.sqlite.down.sql", "pair Down 0007 Add_Email sqlite")]
    [DataRow("0007_add/down.postgres.sql", "folder Down 0007 add postgresql")]
    [DataRow("v6_to_v7_add.sql", "from-to  7 add -")]
    [DataRow("v6_to_v7.up.sql", "from-to Up 7  -")]
    [DataRow("V1.2__x.sql", "Flyway Up 1.2 x -")]
    [DataRow("V1_2__x.sqlite.sql", "Flyway Up 1_2 x sqlite")]
    [DataRow("U7__x.sql", "Flyway Down 7 x -")]
    [DataRow("R__x y.sql", "Flyway Repeatable  x y -")]
    [DataRow("001 - Add users (2).sql", "sections  001 Add users (2) -")]
    [DataRow("2024-05-01 Add.up.sql", "pair Up 2024-05-01 Add -")]
    [DataRow("2025-10-3_00_Add.sql", "sections  2025-10-3_00 Add -")]
    [DataRow("2025-1-13_Add.sql", "sections  2025-1-13 Add -")]
    [DataRow("0001-02-03_add.sql", "sections  0001 02-03_add -")]
    [DataRow("2025-13-01_add.sql", "sections  2025 13-01_add -")]
    [DataRow("2025-1.sql", "sections  2025 1 -")]
    public void Reads_names(string path, string expected)
    {
        var name = ScriptLayouts.Parse(path)!;

        Assert.AreEqual(expected, $"{name.Layout.Name} {name.Part} {name.Version} {name.Name} {name.Engine ?? "-"}");
    }

    [TestMethod]
    [DataRow("add.sql")]
    [DataRow("0007add.sql")]
    [DataRow("v7__x.sql")]
    [DataRow("V7_x.sql")]
    [DataRow("V7.x.sql")]
    [DataRow("V1.2.up.sql")]
    [DataRow("V1.2_x.up.sql")]
    [DataRow("v6_to_7_x.up.sql")]
    [DataRow("V__x.sql")]
    [DataRow("v6_to_7_x.sql")]
    [DataRow("R__.sql")]
    [DataRow("add/up.sql")]
    [DataRow("up.sql")]
    [DataRow(".sql")]
    [DataRow("sqlite.sql")]
    [DataRow("0007_add.txt")]
    public void Leaves_other_names(string path) => Assert.IsNull(ScriptLayouts.Parse(path));
}
