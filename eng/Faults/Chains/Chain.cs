namespace MigrationBuild.Eng.Faults.Chains;

/// <summary>The migrations that are deployed under faults. Each that can leaves a row in `ran`, so that one which ran twice shows.</summary>
internal sealed record Chain(string Name, string Engine, IReadOnlyList<Step> Steps)
{
    /// <summary>Rows of the users, which no migration may lose; enough that a copy takes several turns, and that the failing step fails.</summary>
    public const int UserRows = 6000;

    private const string None = "-- migrate:transaction none\n";

    public string Head => Steps[^1].Version;

    /// <summary>All in one transaction.</summary>
    public static Chain Transactional(string engine) => new("transactional", engine, [Customers, Orders, new("0003", "index", "CREATE INDEX orders_customer ON orders (customer);\nINSERT INTO ran VALUES ('0003');", "DELETE FROM ran WHERE step = '0003';\nDROP INDEX orders_customer;"), Archive]);

    /// <summary>One step in the middle runs outside a transaction.</summary>
    public static Chain Stepped(string engine) => new("stepped", engine, [Customers, Orders, Outside(engine), Archive]);

    /// <summary>The same with one more step, which fails where the users have rows, and not where the build proves it.</summary>
    /// <param name="isUndoable">The down scripts all run in transactions, so that the tool can take the steps back by them.</param>
    public Chain Failing(bool isUndoable) => this with
    {
        Name = Name + (isUndoable ? "-failing-undoable" : "-failing"),
        Steps = [.. Steps.Select(step => isUndoable && step.Down.StartsWith(None, StringComparison.Ordinal) ? step with { Down = "DROP INDEX orders_customer;" } : step), new("0005", "fails", FormattableString.Invariant($"CREATE TABLE few (n INTEGER CHECK (n < {UserRows / 2}));\nINSERT INTO few SELECT count(*) FROM customers;"), "DROP TABLE few;")],
    };

    public static string UserSql(string engine) => engine == "sqlite"
        ? FormattableString.Invariant($"INSERT INTO customers WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < {UserRows + 99}) SELECT i, printf('user %0250d', i) FROM n")
        : FormattableString.Invariant($"INSERT INTO customers SELECT i, 'user ' || lpad(i::text, 250, '0') FROM generate_series(100, {UserRows + 99}) AS i");

    private static Step Customers => new("0001", "customers",
        "CREATE TABLE ran (step TEXT NOT NULL);\nCREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\nINSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace');\nINSERT INTO ran VALUES ('0001');",
        "DROP TABLE customers;\nDROP TABLE ran;");

    private static Step Orders => new("0002", "orders",
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customers (id));\nINSERT INTO orders SELECT id, id FROM customers;\nINSERT INTO ran VALUES ('0002');",
        "DELETE FROM ran WHERE step = '0002';\nDROP TABLE orders;");

    private static Step Archive => new("0004", "archive",
        "CREATE TABLE archive (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\nINSERT INTO archive SELECT id, name FROM customers;\nINSERT INTO ran VALUES ('0004');",
        "DELETE FROM ran WHERE step = '0004';\nDROP TABLE archive;");

    private static Step Outside(string engine)
    {
        return engine == "sqlite"
            ? new("0003", "index", None + "CREATE INDEX orders_customer ON orders (customer);\nVACUUM;", None + "DROP INDEX orders_customer;\nVACUUM;")
            : new("0003", "index", None + "CREATE INDEX CONCURRENTLY orders_customer ON orders (customer);", None + "DROP INDEX CONCURRENTLY orders_customer;");
    }
}
