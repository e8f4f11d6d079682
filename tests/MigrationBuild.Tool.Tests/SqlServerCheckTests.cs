namespace MigrationBuild.Tool.Tests;

/// <summary>`check` of a folder of T-SQL: what Core finds by tokens and what the parser adds.</summary>
[TestClass]
public sealed class SqlServerCheckTests : ToolTests
{
    [TestMethod]
    public void A_folder_of_TSQL_is_parsed_and_its_hazards_are_told()
    {
        Write("0001_users.up.sql", "CREATE TABLE users (id int NOT NULL CONSTRAINT users_key PRIMARY KEY, name nvarchar(50));\nGO\nCREATE VIEW people AS SELECT * FROM users;\n");
        Write("0001_users.down.sql", "DROP VIEW people;\nDROP TABLE users;\n");
        Write("0002_change.up.sql", "EXEC sp_rename 'users.name', 'full_name', 'COLUMN';\nGO\nCREATE INDEX users_by_name ON users (full_name);\nEXEC dbo.fill_names;\n");
        Write("0002_change.down.sql", "DROP INDEX users_by_name ON users;\nEXEC sp_rename 'users.full_name', 'name', 'COLUMN';\n");

        var result = Check("--released-version", "0001");

        result.AssertExit(0);
        StringAssert.StartsWith(result.Error, "Migrations/0002_change.up.sql(1,1): warning MB3009: ");
        Assert.Contains("Migrations/0002_change.up.sql(3,1): warning MB3305: nobody can write to users", result.Error);
        Assert.Contains("Migrations/0002_change.up.sql(4,1): info MB3003: what 'EXEC dbo.fill_names;' does is not known", result.Error);
    }

    [TestMethod]
    public void A_syntax_error_fails_it()
    {
        Write("0001_users.up.sql", "CREATE TABLE users (id int NOT NULL,\n    name nvarchar(50) NULL NUL);\n");
        Write("0001_users.down.sql", "DROP TABLE users;\n");

        var result = Check();

        result.AssertExit(1);
        StringAssert.StartsWith(result.Error, "Migrations/0001_users.up.sql(2,28): error MB2011: ");
    }

    [TestMethod]
    public void A_proof_that_is_required_is_not_passed_over()
    {
        Write("0001_users.up.sql", "CREATE TABLE users (id int NOT NULL);\n");
        Write("0001_users.down.sql", "DROP TABLE users;\n");

        var result = Run("check", "--engine", "sqlserver", "--proof", "required");

        result.AssertExit(1);
        Assert.Contains("error MB4002: MigrationProof is 'required', but this version makes no scratch databases of sqlserver", result.Error);
    }

    private ToolResult Check(params string[] options) => Run(["check", "--engine", "sqlserver", "--proof", "off", .. options]);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(PathOf("Migrations"));
        File.WriteAllText(Path.Combine(PathOf("Migrations"), file), text);
    }
}
