using System.Text;
using MigrationBuild.Sql;

namespace MigrationBuild.Tests.Sql;

[TestClass]
public sealed class LexerPropertyTests
{
    private static readonly string[] Pieces =
    [
        "'", "''", "\"", "`", "[", "]", "x'", "--", "/*", "*/", ";", "\n", " ", "\t", "\v", "BEGIN", "END", "CASE", "CREATE TRIGGER", "EXPLAIN",
        "a", "é", "\U0001F600", "\uD800", "1", "1e+", "0x", ".", "$", ":", "@", "?", "#", "\0", "(", ",", "->>", "||", "-- migrate:down\n",
    ];

    [TestMethod]
    public void Tokens_and_the_space_between_them_are_the_whole_text()
    {
        var random = new Random(20260203);
        for (var round = 0; round < 10_000; round++)
        {
            var text = RandomText(random);
            var position = 0;
            foreach (var token in SqliteDialect.Instance.Tokenize(text))
            {
                AssertSpace(text, position, token.Start);
                Assert.IsGreaterThan(0, token.Length, text);
                Assert.IsTrue(!token.Unterminated || token.End == text.Length, text);
                position = token.End;
            }
            AssertSpace(text, position, text.Length);
        }
    }

    [TestMethod]
    public void Statements_lie_in_order_inside_the_text_and_hold_every_word()
    {
        var random = new Random(7);
        for (var round = 0; round < 10_000; round++)
        {
            var text = RandomText(random);
            var end = 0;
            var held = 0;
            foreach (var statement in SqliteDialect.Instance.Split(text))
            {
                Assert.IsGreaterThanOrEqualTo(end, statement.Start, text);
                end = statement.Start + statement.Length;
                Assert.IsLessThanOrEqualTo(text.Length, end, text);
                held += statement.Tokens.Count(t => t.Kind != SqlTokenKind.Semicolon);
            }
            Assert.AreEqual(SqliteDialect.Instance.Tokenize(text).Count(t => !SqlDialect.IsComment(t) && t.Kind != SqlTokenKind.Semicolon), held, text);
        }
    }

    [TestMethod]
    public void A_split_script_splits_into_the_same_statements_again()
    {
        var random = new Random(11);
        for (var round = 0; round < 5_000; round++)
        {
            var text = RandomText(random);
            var texts = SqliteDialect.Instance.Split(text).Select(s => s.TextIn(text)).ToList();

            var again = string.Join('\n', texts);

            CollectionAssert.AreEqual(texts, SqliteDialect.Instance.Split(again).Select(s => s.TextIn(again)).ToList(), text);
        }
    }

    private static void AssertSpace(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
            Assert.IsTrue(SqliteDialect.Instance.IsSpace(text[i]), text);
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(40); i > 0; i--)
            text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(3) == 0 ? " " : "");
        return text.ToString();
    }
}
