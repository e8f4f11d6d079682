using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tests.Chains;

[TestClass]
public sealed class LockFileTests
{
    private static readonly string A = new('a', 64);
    private static readonly string B = new('b', 64);

    [TestMethod]
    public void A_chain_hash_covers_the_line_its_accepted_changes_and_all_before()
    {
        var entry = new LockEntry("0001", A, null, "", "add_a") { Accepted = [new AcceptedChange("0001", B, A, "a comment")] };

        Assert.AreEqual(TextHash.Of($"{B}\n0001 {A} - add_a\naccepted 0001 {B} {A} a comment"), entry.ChainHashAfter(B));
    }

    [TestMethod]
    public void What_is_written_is_read_again()
    {
        var accepted = new AcceptedChange("0001", B, null, "why not");
        var file = new LockFile(
        [
            new LockEntry("0001", A, B, "", "add a") { Accepted = [accepted, accepted with { DownHash = A }] },
            new LockEntry("0002", B, null, "", ""),
        ]).WithChainHashes();
        var bag = new DiagnosticBag();

        var again = LockFileReader.Parse(file.ToText(), "migrations.lock", bag)!;

        Assert.AreEqual(0, bag.Count);
        Assert.AreEqual(file.ToText(), again.ToText());
        Assert.AreEqual(again.ToText(), again.WithChainHashes().ToText());
        Assert.AreEqual(5, again.Entries[1].Line);
        Assert.EndsWith("\n", file.ToText());
    }

    [TestMethod]
    [DataRow("", "1,1", "the first line must be")]
    [DataRow("HEADER\n\n0001", "2,1", "an empty line")]
    [DataRow("HEADER\nx1 A B A a", "2,1", "'x1' is no version")]
    [DataRow("HEADER\n0001 A short A a", "2,71", "'short' is no SHA-256")]
    [DataRow("HEADER\n0001 - B A a", "2,6", "'-' is no SHA-256")]
    [DataRow("HEADER\n0001 A B", "2,135", "ends too early")]
    [DataRow("HEADER\n0001 A B A a\n1 A B A b", "3,1", "has a line already")]
    [DataRow("HEADER\naccepted 0001 A B why", "2,1", "must stand below")]
    [DataRow("HEADER\n0001 A B A a\naccepted 0001 A B", "3,144", "ends too early")]
    public void A_malformed_line_is_named_with_its_column(string text, string place, string part)
    {
        var bag = new DiagnosticBag();
        var full = string.Join('\n', text.Split('\n').Select(l => string.Join(' ', l.Split(' ').Select(w => w switch { "A" => A, "B" => B, "HEADER" => LockFile.Header, _ => w }))));

        Assert.IsNull(LockFileReader.Parse(full, "x.lock", bag));

        Assert.StartsWith($"x.lock({place}): error MB1306: ", bag.Sorted()[0].ToString());
        Assert.Contains(part, bag.Sorted()[0].Message);
    }
}
