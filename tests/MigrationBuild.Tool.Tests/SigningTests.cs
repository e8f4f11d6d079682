using System.Text;
using System.Text.Json;

namespace MigrationBuild.Tool.Tests;

/// <summary>`sign`, `key`, `--trust` and `inspect --verify`, as a person and a pipeline use them.</summary>
[TestClass]
public sealed class SigningTests : ToolTests
{
    private const string Secret = "canary-7c1e55";

    private static readonly (string, string) Step = ("CREATE TABLE t (x);", "DROP TABLE t;");

    private string _bundle = "";

    [TestInitialize]
    public void Prepare()
    {
        foreach (var name in new[] { "MIGRATIONBUILD_TRUST", "MIGRATIONBUILD_SIGNING_PASSPHRASE", "SOURCE_REVISION", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL" })
            Variables[name] = null;
        _bundle = Bundle(Step);
        Run("key", "new", "shop.key").AssertExit(0);
        Run("key", "new", "other.key").AssertExit(0);
    }

    [TestMethod]
    public void SignedBundleIsAppliedByWhoTrustsTheKey()
    {
        var signed = Run("sign", _bundle, "--key", "shop.key", "--json");
        signed.AssertExit(0);
        Assert.AreEqual("signed", signed.Outcome);
        Assert.AreEqual("", signed.Error);
        Run("apply", "-b", _bundle, "-c", Database, "--trust", "shop.key.pub").AssertExit(0);
        Assert.AreEqual("0", Rows(Database, "SELECT count(*) FROM t"));
        Variables["MIGRATIONBUILD_TRUST"] = string.Join(Path.PathSeparator, "other.key.pub", "shop.key.pub");
        var status = Run("status", "-b", _bundle, "-c", Database);
        status.AssertExit(0);
        Assert.AreEqual("", status.Error);
        Run("rollback", "-b", _bundle, "-c", Database, "--yes").AssertExit(0);
    }

    // A connection that nobody answers: who opened it before he looked at the signature would say MB6003.
    [TestMethod]
    [DataRow("apply"), DataRow("apply --dry-run"), DataRow("rollback --yes"), DataRow("plan"), DataRow("status"), DataRow("verify"), DataRow("script"), DataRow("stamp 0001 --yes")]
    public void WithoutATrustedSignatureEveryVerbRefusesBeforeItConnects(string line)
    {
        var bundle = Bundle("postgresql", [Step]);
        string[] arguments = [.. line.Split(' '), "-b", bundle, "-c", "Host=/nowhere/at/all;Database=x", "--trust", "shop.key.pub"];
        Assert.Contains("error MB6003", Run([.. arguments.SkipLast(2)]).Error, "the connection would fail");

        AssertRefused("MB5008", Run(arguments));
        Run("sign", bundle, "--key", "other.key").AssertExit(0);
        AssertRefused("MB5010", Run(arguments));
        Run("sign", bundle, "--key", "shop.key").AssertExit(0);
        var bytes = File.ReadAllBytes(bundle);
        bytes[^30] ^= 1;
        File.WriteAllBytes(bundle, bytes);
        AssertRefused("MB5009", Run(arguments));

        static void AssertRefused(string code, ToolResult result)
        {
            result.AssertExit(4);
            Assert.Contains($"error {code}", result.Error);
        }
    }

    [TestMethod]
    [DataRow(":"), DataRow(" "), DataRow("nowhere.pub")]
    public void VariableThatNamesNobodyDoesNotSwitchTheCheckOff(string value)
    {
        Variables["MIGRATIONBUILD_TRUST"] = value == ":" ? Path.PathSeparator.ToString() : value;
        var result = Run("apply", "-b", _bundle, "-c", Database, "--json");
        result.AssertExit(2);
        Assert.AreEqual("MB5007", result.ErrorCode);
        Assert.IsFalse(File.Exists(Database));
    }

    [TestMethod]
    public void OptionCountsBeforeTheVariable()
    {
        Run("sign", _bundle, "--key", "shop.key").AssertExit(0);
        Variables["MIGRATIONBUILD_TRUST"] = "other.key.pub";
        Run("plan", "-b", _bundle).AssertExit(4);
        Run("plan", "-b", _bundle, "--trust", "shop.key.pub").AssertExit(0);
    }

    [TestMethod]
    public void WrongSignatureIsAWarningWhereNobodyAskedAndAnErrorForInspectVerify()
    {
        File.Copy(Bundle(Step, ("CREATE TABLE u (x);", "DROP TABLE u;")), PathOf("second.zip"));
        Run("sign", "second.zip", "--key", "shop.key").AssertExit(0);
        File.Move(PathOf("second.zip.sig"), $"{_bundle}.sig");

        var applied = Run("apply", "-b", _bundle, "-c", Database);
        applied.AssertExit(0);
        Assert.Contains("warning MB5012", applied.Error);
        var verified = Run("inspect", "-b", _bundle, "--verify", "--json");
        verified.AssertExit(4);
        Assert.AreEqual("MB5009", verified.ErrorCode);
    }

    [TestMethod]
    public void InspectVerifySaysWhoAndWhereFrom()
    {
        Assert.Contains("signature  none", Run("inspect", "-b", _bundle, "--verify").Output);
        Run("inspect", "-b", _bundle, "--verify", "--trust", "shop.key.pub").AssertExit(4);
        foreach (var (name, value) in new[]
        {
            ("GITHUB_ACTIONS", "true"), ("GITHUB_SERVER_URL", "https://git.example"), ("GITHUB_REPOSITORY", "shop/db"), ("GITHUB_SHA", new string('a', 40)),
            ("GITHUB_REF", "refs/heads/main"), ("GITHUB_WORKFLOW_REF", "shop/db/build.yml@refs/heads/main"), ("GITHUB_RUN_ID", "7"), ("GITHUB_RUN_ATTEMPT", "1"),
        })
        {
            Variables[name] = value;
        }
        Run("sign", _bundle, "--key", "shop.key").AssertExit(0);

        var notChecked = Run("inspect", "-b", _bundle, "--verify");
        notChecked.AssertExit(0);
        Assert.Contains("NOT checked", notChecked.Output);
        var text = Run("inspect", "-b", _bundle, "--verify", "--trust", "shop.key.pub");
        text.AssertExit(0);
        Assert.Contains("trusted by shop.key.pub", text.Output);
        Assert.Contains($"commit     {new string('a', 40)} (git+https://git.example/shop/db@refs/heads/main)", text.Output);
        Assert.Contains("builder    https://git.example/shop/db/build.yml@refs/heads/main, run https://git.example/shop/db/actions/runs/7/attempts/1", text.Output);
        Assert.Contains("inputs     2 scripts, the same as in the bundle", text.Output);

        var json = Run("inspect", "-b", _bundle, "--verify", "--trust", "shop.key.pub", "--json").Json.GetProperty("verified");
        Assert.AreEqual(2, json.GetProperty("scripts").GetInt32());
        var signature = json.GetProperty("signature");
        Assert.IsTrue(signature.GetProperty("trusted").GetBoolean());
        Assert.AreEqual(new string('a', 40), signature.GetProperty("commit").GetString());
        Assert.IsFalse(Run("inspect", "-b", _bundle, "--json").Json.TryGetProperty("verified", out _), "only where it was asked for");
    }

    [TestMethod]
    public void PassphraseComesFromVariableFileOrInputAndIsNeverShown()
    {
        Variables["MIGRATIONBUILD_SIGNING_PASSPHRASE"] = Secret;
        Run("key", "new", "locked.key").AssertExit(0);
        Assert.Contains("ENCRYPTED", File.ReadAllText(PathOf("locked.key")));
        var byVariable = Run("sign", _bundle, "--key", "locked.key");
        byVariable.AssertExit(0);

        Variables["MIGRATIONBUILD_SIGNING_PASSPHRASE"] = null;
        var without = Run("sign", _bundle, "--key", "locked.key", "--json");
        without.AssertExit(1);
        Assert.AreEqual("MB5006", without.ErrorCode);
        File.WriteAllText(PathOf("passphrase"), Secret + "\r\n");
        var byFile = Run("sign", _bundle, "--key", "locked.key", "--passphrase-file", "passphrase");
        byFile.AssertExit(0);
        File.WriteAllText(PathOf("wrong"), Secret + "x");
        var wrong = Run("sign", _bundle, "--key", "locked.key", "--passphrase-file", "wrong");
        wrong.AssertExit(1);
        Run("sign", _bundle, "--key", "locked.key", "--passphrase-file", "-").AssertExit(1);

        foreach (var result in new[] { byVariable, without, byFile, wrong })
            Assert.DoesNotContain(Secret, result.Output + result.Error);
        Assert.DoesNotContain(Secret, Payload());
    }

    [TestMethod]
    public void ProvenanceNamesNoPathNoUserAndNoSecretOfTheMachine()
    {
        Variables["GITLAB_CI"] = "true";
        Variables["CI_PROJECT_URL"] = $"https://robot:{Secret}@git.example/shop/db?key={Secret}";
        Variables["CI_COMMIT_SHA"] = new string('b', 40);
        Run("sign", _bundle, "--key", "shop.key").AssertExit(0);
        var payload = Payload();
        Assert.Contains(new string('b', 40), payload);
        foreach (var word in new[] { Secret, Folder, Environment.MachineName, $"\"{Environment.UserName}", "PRIVATE" })
            Assert.DoesNotContain(word, payload);
    }

    [TestMethod]
    public void KeyPublicPrintsWhatTrustTakes()
    {
        var printed = Run("key", "public", "shop.key");
        printed.AssertExit(0);
        Assert.AreEqual(File.ReadAllText(PathOf("shop.key.pub")), printed.Output);
        Assert.AreEqual(printed.Output, Run("key", "public", "shop.key.pub").Output);
        Run("key", "new", "shop.key").AssertExit(1);
        Run("key").AssertExit(2);
        Run("key", "new").AssertExit(2);
        Run("sign", _bundle).AssertExit(2);
    }

    [TestMethod]
    public void KeyThatOthersCanReadIsWarnedOf()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no such permissions");
            return;
        }
        File.SetUnixFileMode(PathOf("shop.key"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var result = Run("sign", _bundle, "--key", "shop.key");
        result.AssertExit(0);
        Assert.Contains("warning MB5011", result.Error);
    }

    private string Payload()
    {
        using var envelope = JsonDocument.Parse(File.ReadAllText($"{_bundle}.sig"));
        return Encoding.UTF8.GetString(envelope.RootElement.GetProperty("payload").GetBytesFromBase64());
    }
}
