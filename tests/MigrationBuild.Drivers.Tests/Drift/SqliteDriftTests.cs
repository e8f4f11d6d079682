using MigrationBuild.Bundles;
using MigrationBuild.Compilation;
using MigrationBuild.Drivers.Tests.PostgreSql;
using MigrationBuild.Sqlite;

namespace MigrationBuild.Drivers.Tests.Drift;

/// <summary>The same on SQLite.</summary>
[TestClass]
public sealed class SqliteDriftTests : DriftTests
{
    private const string Audit = "DROP TABLE stock_audit; CREATE TABLE stock_audit";
    private const string AuditColumns = "id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL REFERENCES products (id), was INTEGER NOT NULL, became INTEGER NOT NULL";
    private const string ChangedAt = "changed_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP";

    private static readonly Lazy<Task<Bundle>> Shop = new(CompileAsync);

    protected override IDriver Driver { get; } = new SqliteDriver();

    protected override string ConnectionString => $"Data Source={Folder.File("shop.db")}";

    protected override IReadOnlyList<(string Name, string Sql, string Line)> Changes { get; } =
    [
        ("column added", "ALTER TABLE customers ADD COLUMN phone TEXT;", "table customers: + column phone TEXT"),
        ("column dropped", "ALTER TABLE stock DROP COLUMN counted_at;", "table stock: - column counted_at TEXT"),
        ("column renamed", "ALTER TABLE stock RENAME COLUMN counted_at TO seen_at;", "table stock: + column seen_at TEXT"),
        ("type", $"{Audit} ({AuditColumns.Replace("was INTEGER", "was REAL", StringComparison.Ordinal)}, {ChangedAt});", "table stock_audit: + column was REAL"),
        ("default", $"{Audit} ({AuditColumns}, changed_at TEXT NOT NULL DEFAULT '');", "table stock_audit: + column changed_at"),
        ("nullability", $"{Audit} ({AuditColumns}, changed_at TEXT DEFAULT CURRENT_TIMESTAMP);", "table stock_audit: - column changed_at TEXT NOT NULL"),
        ("check", $"{Audit} ({AuditColumns}, {ChangedAt}, CHECK (was <> became));", "table stock_audit: + "),
        ("unique", $"{Audit} ({AuditColumns}, {ChangedAt}, UNIQUE (product_id, changed_at));", "table stock_audit: + "),
        ("constraint name", $"{Audit} ({AuditColumns.Replace("REFERENCES", "CONSTRAINT of_product REFERENCES", StringComparison.Ordinal)}, {ChangedAt});", "of_product"),
        ("foreign key action", $"{Audit} ({AuditColumns.Replace("(id)", "(id) ON DELETE CASCADE", StringComparison.Ordinal)}, {ChangedAt});", "on delete cascade"),
        ("foreign key dropped", $"{Audit} ({AuditColumns.Replace(" REFERENCES products (id)", "", StringComparison.Ordinal)}, {ChangedAt});", "table stock_audit: - "),
        ("primary key", $"{Audit} ({AuditColumns.Replace("PRIMARY KEY", "NOT NULL", StringComparison.Ordinal)}, {ChangedAt});", "table stock_audit: - "),
        ("autoincrement", $"{Audit} ({AuditColumns.Replace("PRIMARY KEY", "PRIMARY KEY AUTOINCREMENT", StringComparison.Ordinal)}, {ChangedAt});", "autoincrement"),
        ("collation", $"{Audit} ({AuditColumns}, changed_at TEXT NOT NULL COLLATE NOCASE DEFAULT CURRENT_TIMESTAMP);", "NOCASE"),
        ("generated", $"{Audit} ({AuditColumns}, {ChangedAt}, gone INTEGER GENERATED ALWAYS AS (was - became) STORED);", "+ column gone"),
        ("without rowid", $"{Audit} ({AuditColumns}, {ChangedAt}) WITHOUT ROWID;", "without rowid"),
        ("table added", "CREATE TABLE by_hand (a INTEGER);", "table by_hand is not expected"),
        ("table dropped", "DROP TABLE kept_0007_names;", "table kept_0007_names is missing"),
        ("table renamed", "ALTER TABLE kept_0007_names RENAME TO names;", "table names is not expected"),
        ("index added", "CREATE INDEX by_hand ON orders (note);", "index by_hand is not expected"),
        ("index dropped", "DROP INDEX orders_by_customer;", "index orders_by_customer is missing"),
        ("index columns", "DROP INDEX orders_by_customer; CREATE INDEX orders_by_customer ON orders (customer_id);", "index orders_by_customer: + "),
        ("index unique", "DROP INDEX order_lines_by_product; CREATE UNIQUE INDEX order_lines_by_product ON order_lines (product_id, order_id, line);", "index order_lines_by_product: + "),
        ("index condition", "DROP INDEX customers_active_email; CREATE UNIQUE INDEX customers_active_email ON customers (email) WHERE closed_at = '';", "index customers_active_email: + "),
        ("trigger added", "CREATE TRIGGER by_hand AFTER INSERT ON stock BEGIN SELECT 1; END;", "trigger by_hand is not expected"),
        ("trigger dropped", "DROP TRIGGER stock_is_audited;", "trigger stock_is_audited is missing"),
        ("trigger body", "DROP TRIGGER stock_is_audited; CREATE TRIGGER stock_is_audited AFTER UPDATE OF on_hand ON stock BEGIN SELECT 1; END;", "trigger stock_is_audited: + "),
        ("view body", "DROP VIEW order_totals; CREATE VIEW order_totals AS SELECT id AS order_id FROM orders;", "view order_totals: + "),
    ];

    [TestCleanup]
    public void RemoveFolder() => Folder.Dispose();

    protected override Task<Bundle> ReadBundleAsync() => Shop.Value;

    private static async Task<Bundle> CompileAsync()
    {
        using var folder = new TempFolder();
        var result = Compiler.Compile(ScriptFolder.Read(Path.Combine(ShopSample.FindSamples(), "Shop", "Migrations")).ToRequest("sqlite") with { ReleasedVersion = "0014" });
        Assert.IsEmpty(result.Diagnostics, string.Join('\n', result.Diagnostics));
        var request = new ConnectionRequest($"Data Source={folder.File("scratch.db")}", ReadOnly: false, TimeSpan.FromMinutes(1));
        await using var scratch = await new SqliteDriver().OpenAsync(request, CancellationToken.None);
        var proof = await TestProof.MakeAsync(scratch, result.Chain!, CancellationToken.None);
        return BundleReader.Read(BundleWriter.Write(result.Chain!, "0.1.0", proof), "shop");
    }
}
