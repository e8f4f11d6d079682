using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests;

/// <summary>A chain of twelve migrations in SQL that every engine understands, with rows, and with down scripts that are true.</summary>
internal static class DeploymentChain
{
    private static readonly (string Name, string Up, string Down)[] Steps =
    [
        ("customers", "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\nINSERT INTO customers (id, name) VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Zoë');",
            "DROP TABLE customers;"),
        ("orders", "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id), total INTEGER NOT NULL);\nINSERT INTO orders (id, customer_id, total) VALUES (1, 1, 10), (2, 1, 20), (3, 3, 30);",
            "DROP TABLE orders;"),
        ("email", "ALTER TABLE customers ADD COLUMN email TEXT;", "ALTER TABLE customers DROP COLUMN email;"),
        ("index", "CREATE INDEX orders_customer ON orders (customer_id);", "DROP INDEX orders_customer;"),
        ("view", "CREATE VIEW totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;", "DROP VIEW totals;"),
        ("upper_names", "CREATE TABLE old_names AS SELECT id, name FROM customers;\nUPDATE customers SET name = upper(name) WHERE id < 3;",
            "UPDATE customers SET name = (SELECT name FROM old_names WHERE old_names.id = customers.id);\nDROP TABLE old_names;"),
        ("audit", "CREATE TABLE audit (id INTEGER PRIMARY KEY, what TEXT NOT NULL DEFAULT 'none');", "DROP TABLE audit;"),
        ("more_orders", "INSERT INTO orders (id, customer_id, total) VALUES (4, 2, 40);", "DELETE FROM orders WHERE id = 4;"),
        ("rename", "ALTER TABLE orders RENAME COLUMN total TO amount;", "ALTER TABLE orders RENAME COLUMN amount TO total;"),
        ("unique", "CREATE UNIQUE INDEX customers_name ON customers (name);", "DROP INDEX customers_name;"),
        ("raise", "UPDATE orders SET amount = amount * 2;", "UPDATE orders SET amount = amount / 2;"),
        ("archive", "CREATE TABLE archive AS SELECT id, amount FROM orders;", "DROP TABLE archive;"),
    ];

    public static int Length => Steps.Length;

    /// <param name="failingStep">The up script of this migration, 1-based, does its work and then fails; 0: none.</param>
    /// <param name="failingDown">The same for a down script.</param>
    /// <param name="outside">This migration's scripts run outside a transaction; 0: none.</param>
    public static Bundle Bundle(string engine, int failingStep = 0, int failingDown = 0, int outside = 0) =>
        BundleReader.Read(BundleWriter.Write(new MigrationChain
        {
            Engine = engine,
            Migrations = [.. Enumerable.Range(1, Length).Select(n => Migration(n, n == failingStep, n == failingDown, n == outside))],
        }, "0.1.0"), "test");

    /// <summary>A chain of as many tables `t01`, `t02`, … with the columns a and b.</summary>
    public static Bundle Long(string engine, int length) =>
        BundleReader.Read(BundleWriter.Write(new MigrationChain
        {
            Engine = engine,
            Migrations = [.. Enumerable.Range(1, length).Select(n => new Migration
            {
                Version = MigrationVersion.Parse($"{n:D4}"),
                Name = $"t{n:D2}",
                Up = Script($"{n:D4}_t{n:D2}.up.sql", $"CREATE TABLE t{n:D2} (a INTEGER, b TEXT);", fails: false),
                Down = Script($"{n:D4}_t{n:D2}.down.sql", $"DROP TABLE t{n:D2};", fails: false),
                ChainHash = TextHash.Of($"{n:D4}"),
            })],
        }, "0.1.0"), "test");

    /// <summary>A chain of one migration.</summary>
    public static Bundle WithUp(string engine, string up, string down) =>
        BundleReader.Read(BundleWriter.Write(new MigrationChain
        {
            Engine = engine,
            Migrations =
            [
                new Migration
                {
                    Version = MigrationVersion.Parse("0001"),
                    Name = "one",
                    Up = Script("0001_one.up.sql", up, fails: false),
                    Down = Script("0001_one.down.sql", down, fails: false),
                    ChainHash = TextHash.Of("0001"),
                },
            ],
        }, "0.1.0"), "test");

    private static Migration Migration(int number, bool failsUp, bool failsDown, bool outside)
    {
        var (name, up, down) = Steps[number - 1];
        var version = $"{number:D4}";
        return new Migration
        {
            Version = MigrationVersion.Parse(version),
            Name = name,
            Up = Script($"{version}_{name}.up.sql", up, failsUp) with { Transactional = !outside },
            Down = Script($"{version}_{name}.down.sql", down, failsDown) with { Transactional = !outside },
            ChainHash = TextHash.Of(version),
        };
    }

    // The failing variant has the hash of the good one: a history made with the one must fit the other.
    private static MigrationScript Script(string file, string sql, bool fails)
    {
        var text = sql + "\n" + (fails ? "INSERT INTO no_such_table VALUES (1);\n" : "");
        return new MigrationScript { File = $"Migrations/{file}", Text = text, Hash = TextHash.Of(text) };
    }
}
