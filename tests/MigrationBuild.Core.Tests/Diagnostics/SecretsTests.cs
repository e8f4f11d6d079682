using System.Text;
using System.Text.Json;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Core.Tests.Diagnostics;

[TestClass]
public sealed class SecretsTests
{
    // What is told stays told for the whole process: each test has its own.
    private const string Canary = "Kanari:e\\n'v0gel \"%&+ü<";

    static SecretsTests() => Secrets.Add(Canary);

    public static IEnumerable<object[]> Forms =>
    [
        [Canary],
        [Canary.Replace("'", "''", StringComparison.Ordinal)],
        [Canary.Replace("\"", "\"\"", StringComparison.Ordinal)],
        [Canary.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)],
        [Canary.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal)],
        [Uri.EscapeDataString(Canary)],
        [JsonSerializer.Serialize(Canary).Trim('"')],
        [Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary))],
    ];

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public void It_is_hidden_in_each_form_that_a_program_may_repeat_it_in(string form) =>
        Assert.AreEqual("before *** between *** after", Secrets.Redact($"before {form} between {form} after"));

    [TestMethod]
    public void A_finding_and_a_note_are_born_without_it()
    {
        Assert.AreEqual("found ***", new Diagnostic(Descriptors.StepFailed, null, $"found {Canary}").Message);
        Assert.DoesNotContain(Canary, Failure.Describe(new InvalidOperationException($"with {Canary}")).Message);
        Assert.AreEqual("because ***", Row($"because {Canary}").Note);
        Assert.IsNull(Row(null).Note);
    }

    [TestMethod]
    public void One_of_two_lines_is_hidden_in_a_finding_of_one_line()
    {
        Secrets.Add("zeile eins\n  zeile zwei");
        Assert.AreEqual("found *** there", new Diagnostic(Descriptors.StepFailed, null, "found zeile eins\n  zeile zwei there").Message);
        Assert.AreEqual("found *** there", Secrets.Redact("found zeile eins zeile zwei there"));
    }

    [TestMethod]
    public void The_longer_of_two_secrets_is_hidden_whole()
    {
        Secrets.Add("Spatz");
        Secrets.Add("Spatzenhirn");
        Assert.AreEqual("*** ***", Secrets.Redact("Spatzenhirn Spatz"));
    }

    [TestMethod]
    [DataRow("abc", "abc"), DataRow("shopping", "localhost:5432/shopping user deploy"), DataRow("postgres", ""), DataRow("", ""), DataRow(null, "")]
    public void What_is_too_short_or_shown_anyway_leaves_the_text_readable(string? secret, string shown)
    {
        Secrets.Add(secret, shown);
        const string text = "the alphabet (abcdef) of /shopping on postgresql";
        Assert.AreEqual(text, Secrets.Redact(text));
    }

    [TestMethod]
    [DataRow("CREATE ROLE x PASSWORD 'it''s' LOGIN", "CREATE ROLE x PASSWORD *** LOGIN")]
    [DataRow("ALTER ROLE x WITH ENCRYPTED password E'a\\nb'", "ALTER ROLE x WITH ENCRYPTED password ***")]
    [DataRow("near \"PASSWORD 'cut of", "near \"PASSWORD ***")]
    [DataRow("option '-c Host=x;Password=ab c;Database=y'", "option '-c Host=x;Password=***;Database=y'")]
    [DataRow("Host=x;Pwd=\"a;b\"\"c\";Database=y", "Host=x;Pwd=***;Database=y")]
    [DataRow("SSL Password='a;b';Database=y", "SSL Password=***;Database=y")]
    [DataRow("host=x password = 'it' dbname=y", "host=x password = *** dbname=y")]
    [DataRow("see postgres://deploy:ab/c@host/db?x=1", "see postgres://deploy:***@host/db?x=1")]
    [DataRow("see postgresql://deploy:a%20b@host:5432/db", "see postgresql://deploy:***@host:5432/db")]
    public void What_stands_where_a_password_stands_is_hidden_whoevers_it_is(string text, string expected) => Assert.AreEqual(expected, Secrets.Redact(text));

    [TestMethod]
    [DataRow("password authentication failed for user \"deploy\"")]
    [DataRow("column \"password\" of relation \"users\" already exists")]
    [DataRow("a password on the command line can be read by everybody")]
    [DataRow("CHECK (length(password) > 8)")]
    [DataRow("see https://example.org/a:b and me@example.org")]
    public void Words_about_passwords_stay(string text) => Assert.AreSame(text, Secrets.Redact(text));

    private static HistoryRow Row(string? note) => new()
    {
        RunId = "r",
        Action = HistoryAction.Up,
        Name = "n",
        BundleDigest = "d",
        ToolVersion = "1",
        At = DateTimeOffset.UnixEpoch,
        By = "me",
        Note = note,
    };
}
