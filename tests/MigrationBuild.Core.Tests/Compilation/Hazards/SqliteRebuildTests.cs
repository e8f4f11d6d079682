using MigrationBuild.Rules;
using MigrationBuild.Tests.Rules;

namespace MigrationBuild.Tests.Compilation.Hazards;

/// <summary>What ALTER TABLE cannot do is done on SQLite by a new table that takes rows and name of the old one (sqlite.org/lang_altertable.html#otheralter).</summary>
[TestClass]
public sealed class SqliteRebuildTests
{
    private static readonly string[] Before =
    [
        """
        CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, fax TEXT);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE);
        CREATE INDEX users_by_name ON users (name);
        CREATE TRIGGER users_change AFTER UPDATE ON users BEGIN UPDATE orders SET owner = NEW.id WHERE owner = OLD.id; END;

        """,
    ];

    private const string Down = "ALTER TABLE users RENAME TO users_before;\n";

    [TestMethod]
    [DataRow("")]
    [DataRow("PRAGMA foreign_keys = OFF;")]
    [DataRow("PRAGMA defer_foreign_keys = ON;")]
    public void A_rebuild_that_is_done_right_has_no_finding(string first)
    {
        var diagnostics = ExampleProject.Compile(new RuleExample($"""
            {first}
            CREATE TABLE "users_new" ("id" INTEGER NOT NULL CONSTRAINT "PK_users" PRIMARY KEY AUTOINCREMENT, "name" TEXT NOT NULL, "fax" INTEGER NULL);
            INSERT INTO users_new (id, name, fax) SELECT id, name, CAST(fax AS INTEGER) FROM users;
            DROP TABLE users;
            ALTER TABLE "users_new" RENAME TO "users";
            CREATE INDEX users_by_name ON users (name);
            CREATE TRIGGER users_change AFTER UPDATE ON users BEGIN UPDATE orders SET owner = NEW.id WHERE owner = OLD.id; END;

            """) { Before = Before, Down = Down }, "sqlite");

        Assert.IsEmpty(diagnostics, string.Join('\n', diagnostics));
    }

    [TestMethod]
    public void A_rebuild_that_forgets_everything_is_told_of_each()
    {
        var diagnostics = ExampleProject.Compile(new RuleExample("""
            CREATE TABLE users_new (id INTEGER PRIMARY KEY, fax TEXT NOT NULL, name TEXT NOT NULL);
            INSERT INTO users_new SELECT * FROM users;
            DROP TABLE users;
            ALTER TABLE users_new RENAME TO users;

            """) { Before = Before, Down = Down }, "sqlite");

        Assert.AreEqual("2 MB3214, 3 MB3206, 3 MB3206, 3 MB3206", string.Join(", ", diagnostics.Select(d => $"{d.Location!.Line} {d.Descriptor.Code}")));
    }
}
