namespace MigrationBuild.Tool.Tests;

/// <summary>A server that demands a password: the places where people keep one, for the tool itself and for the pg_dump that it starts.</summary>
[TestClass]
public sealed class PasswordTests : PasswordServerTests
{
    private const string Secret = @"ca:n\ary'5";

    protected override string Password => Secret;

    [TestMethod]
    public void Without_the_password_nobody_gets_in()
    {
        RequireRefused(Run("apply", "-b", ShopBundle, "-c", Where));
        Variables["PGPASSWORD"] = "wrong";
        RequireRefused(Run("apply", "-b", ShopBundle, "-c", Where));
    }

    [TestMethod]
    public void It_comes_from_the_variable()
    {
        Variables["PGPASSWORD"] = Secret;
        RequireDone(Where);
    }

    [TestMethod]
    public void It_comes_from_the_connection_file()
    {
        File.WriteAllText(PathOf("connection"), $"{Where};Password=\"{Secret}\"");
        RequireDone(null, "--connection-file", PathOf("connection"));
    }

    [TestMethod]
    [DataRow(true), DataRow(false)]
    public void It_comes_from_a_passfile(bool isNamed)
    {
        var file = isNamed ? PathOf("passwords") : PathOf("home/.pgpass");
        WritePrivate(file, $"# ours\nelsewhere:*:*:deploy:wrong\n{PassfileLine}\n");
        if (isNamed)
            Variables["PGPASSFILE"] = file;
        RequireDone(Where);
    }

    [TestMethod]
    [DataRow("Service=live"), DataRow("postgresql:///?service=live"), DataRow("Application Name=x")]
    public void All_comes_from_a_service(string connection)
    {
        WritePrivate(PathOf("home/.pg_service.conf"), Service("shop"));
        if (connection == "Application Name=x")
            Variables["PGSERVICE"] = "live";
        var warned = RequireDone(connection);
        Assert.DoesNotContain("MB6004", warned.Error, "the password is not on the command line");
    }

    [TestMethod]
    public void The_text_wins_over_the_service_and_the_service_over_the_environment()
    {
        WritePrivate(PathOf("services"), Service("no_such"));
        Variables["PGSERVICEFILE"] = PathOf("services");
        Variables["PGPASSWORD"] = "wrong";
        Variables["PGHOST"] = "nowhere.invalid";
        Variables["PGUSER"] = "nobody";
        Variables["PGDATABASE"] = "shop";
        var refused = Run("history", "--engine", "postgresql", "-c", "Service=live");
        refused.AssertExit(1);
        Assert.Contains("\"no_such\" does not exist", refused.Error);
        RequireDone("Service=live;DB=shop");
    }

    [TestMethod]
    public void The_system_s_file_comes_after_the_user_s()
    {
        Directory.CreateDirectory(PathOf("system"));
        WritePrivate(PathOf("system/pg_service.conf"), Service("shop"));
        WritePrivate(PathOf("home/.pg_service.conf"), "[other]\nhost=nowhere.invalid\n");
        Variables["PGSYSCONFDIR"] = PathOf("system");
        RequireDone("Service=live");
        WritePrivate(PathOf("home/.pg_service.conf"), "[live]\nhost=nowhere.invalid\ndbname=mine\n");
        Assert.Contains("nowhere.invalid:5432/mine", Run("history", "--engine", "postgresql", "-c", "Service=live").Error);
    }

    [TestMethod]
    [DataRow("[other]\nhost=x\n", "there is no service 'live' in ")]
    [DataRow("[live]\n\n# words\nca:n\\ary'5\n", "line 4: expected KEY=VALUE")]
    [DataRow("[live]\nca:n\\ary'5=x\n", "line 2: this key is none that this tool knows")]
    [DataRow("[live]\nservice=live\n", "line 2: a service cannot name another service")]
    [DataRow("[live]\nhost=x\nport=ca:n\\ary'5\n", "the service 'live' has a value of port that cannot be used")]
    [DataRow("[live]\nhost=x\nsslmode=ca:n\\ary'5\n", "the service 'live' has a value of sslmode that cannot be used")]
    [DataRow(null, "cannot be read")]
    public void A_service_that_is_not_as_it_must_be_is_refused_without_a_secret(string? content, string words)
    {
        if (content is not null)
            WritePrivate(PathOf("services"), content);
        Variables["PGSERVICEFILE"] = PathOf("services");
        var refused = Run("apply", "-b", ShopBundle, "-c", "Service=live", "--json");
        refused.AssertExit(1);
        Assert.AreEqual("MB6003", refused.ErrorCode);
        Assert.Contains(words, refused.Error);
        Assert.DoesNotContain(Secret, refused.Error + refused.Output);
    }

    private ToolResult RequireDone(string? connection, params string[] more)
    {
        string[] connected = connection is null ? more : ["-c", connection];
        var applied = Run(["apply", "-b", ShopBundle, .. connected]);
        applied.AssertExit(0);
        // Made by pg_dump, which has to get in as well.
        Assert.HasCount(1, Directory.GetFiles(Folder, "*.snapshot"), applied.Error);
        Assert.Contains("/shop user deploy is now at 0002", applied.Output);
        foreach (var text in new[] { applied.Output, applied.Error }.Concat(Directory.GetFiles(Folder, "*.snapshot*").Select(File.ReadAllText)))
            Assert.DoesNotContain(Secret, text);
        return applied;
    }

    private static void RequireRefused(ToolResult result)
    {
        result.AssertExit(1);
        Assert.Contains("error MB6003", result.Error);
        Assert.DoesNotContain("wrong", result.Error);
    }
}
