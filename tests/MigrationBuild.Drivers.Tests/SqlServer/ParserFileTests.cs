using System.Security.Cryptography;

namespace MigrationBuild.Drivers.Tests.SqlServer;

[TestClass]
public sealed class ParserFileTests
{
    [TestMethod]
    public void The_parser_is_the_file_that_was_looked_at()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Microsoft.SqlServer.TransactSql.ScriptDom.dll"));

        Assert.AreEqual("0d939df40fd7413fecda515934daeab6cad93d9ce7324477e71f72bf2a9ec89a", Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
