using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Drivers.Tests.PostgreSql;
using MigrationBuild.PostgreSql;
using MigrationBuild.PostgreSql.Scratch;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.Drift;

/// <summary>The same on PostgreSQL; and what an administrator does to a database, which is nobody's drift.</summary>
[TestClass]
public sealed class PostgreSqlDriftTests : DriftTests
{
    private static readonly Lazy<Task<Bundle>> Shop = new(ProveAsync);

    private readonly List<string> _roles = [];
    private TestDatabase _database = null!;
    private ScratchServer? _alone;
    private string _connectionString = "";

    protected override IDriver Driver { get; } = new PostgreSqlDriver();

    protected override string ConnectionString => _connectionString;

    protected override IReadOnlyList<(string Name, string Sql, string Line)> Changes { get; } =
    [
        ("column added", "ALTER TABLE shop.customers ADD COLUMN phone text;", "table shop.customers: + column phone text"),
        ("column dropped", "ALTER TABLE shop.stock DROP COLUMN counted_at;", "table shop.stock: - column counted_at"),
        ("type", "ALTER TABLE shop.orders ALTER COLUMN note TYPE varchar(20);", "+ column note character varying(20)"),
        ("default", "ALTER TABLE shop.stock ALTER COLUMN on_hand SET DEFAULT 1;", "+ column on_hand integer NOT NULL DEFAULT 1"),
        ("nullability", "ALTER TABLE shop.customers ALTER COLUMN email DROP NOT NULL;", "- column email text NOT NULL"),
        ("identity", "ALTER TABLE shop.orders ALTER COLUMN id SET GENERATED ALWAYS;", "GENERATED ALWAYS AS IDENTITY"),
        ("generated", "ALTER TABLE shop.stock ALTER COLUMN available DROP EXPRESSION;", "- column available integer NOT NULL GENERATED"),
        ("storage", "ALTER TABLE shop.orders ALTER COLUMN note SET STORAGE EXTERNAL;", "EXTERNAL"),
        ("index added", "CREATE INDEX by_hand ON shop.orders (note);", "index shop.by_hand is not expected"),
        ("index dropped", "DROP INDEX shop.orders_by_customer;", "index shop.orders_by_customer is missing"),
        ("unique", "ALTER TABLE shop.products DROP CONSTRAINT products_sku_is_unique;", "- constraint products_sku_is_unique UNIQUE (sku)"),
        ("check", "ALTER TABLE shop.stock ADD CHECK (on_hand < 1000000);", "+ constraint"),
        ("check not validated", "ALTER TABLE shop.orders DROP CONSTRAINT orders_are_shipped_after_placing; ALTER TABLE shop.orders ADD CONSTRAINT orders_are_shipped_after_placing CHECK (shipped_at >= placed_at) NOT VALID;", "NOT VALID"),
        ("foreign key action", "ALTER TABLE shop.order_lines DROP CONSTRAINT order_lines_order_id_fkey; ALTER TABLE shop.order_lines ADD CONSTRAINT order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES shop.orders (id);", "- constraint order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES shop.orders(id) ON DELETE CASCADE"),
        ("constraint name", "ALTER TABLE shop.products RENAME CONSTRAINT products_sku_is_unique TO sku_once;", "+ constraint sku_once"),
        ("trigger", "DROP TRIGGER stock_is_audited ON shop.stock;", "trigger stock_is_audited on shop.stock is missing"),
        ("trigger disabled", "ALTER TABLE shop.stock DISABLE TRIGGER stock_is_audited;", "+ disabled"),
        ("view body", "DROP MATERIALIZED VIEW shop.order_totals; CREATE MATERIALIZED VIEW shop.order_totals AS SELECT id AS order_id FROM shop.orders;", "materialized view shop.order_totals: + "),
        ("view added", "CREATE VIEW shop.by_hand AS SELECT 1 AS a;", "view shop.by_hand is not expected"),
        ("table", "CREATE TABLE public.by_hand (a int);", "table public.by_hand is not expected"),
        ("table dropped", "DROP TABLE shop.kept_0007_prices;", "table shop.kept_0007_prices is missing"),
        ("function body", "CREATE OR REPLACE FUNCTION shop.audit_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS 'BEGIN RETURN NULL; END';", "function shop.audit_change(): + "),
        ("function setting", "ALTER FUNCTION shop.audit_change() RESET search_path;", "function shop.audit_change(): - set search_path"),
        ("policy", "ALTER POLICY orders_of_customer ON shop.orders USING (true);", "policy orders_of_customer on shop.orders: + using"),
        ("row level security", "ALTER TABLE shop.orders DISABLE ROW LEVEL SECURITY;", "- row level security enabled"),
        ("enum value", "ALTER TYPE shop.order_status ADD VALUE 'lost';", "+ label 'lost'"),
        ("domain", "ALTER DOMAIN shop.sku DROP CONSTRAINT sku_is_plain;", "domain shop.sku: - constraint sku_is_plain"),
        ("sequence option", "ALTER SEQUENCE shop.orders_id_seq INCREMENT BY 2;", "sequence shop.orders_id_seq: + "),
        ("comment", "COMMENT ON TABLE shop.customers IS 'changed';", "+ comment 'changed'"),
        ("comment dropped", "COMMENT ON FUNCTION shop.audit_change() IS NULL;", "function shop.audit_change(): - comment"),
        ("grant", "GRANT INSERT ON shop.products TO PUBLIC;", "+ grant INSERT, SELECT to PUBLIC"),
        ("grant revoked", "REVOKE SELECT ON shop.orders FROM PUBLIC;", "- grant SELECT to PUBLIC"),
        ("grant on schema revoked", "REVOKE USAGE ON SCHEMA shop FROM PUBLIC;", "schema shop: - grant USAGE to PUBLIC"),
        ("partition added", "ALTER TABLE shop.stock_audit DETACH PARTITION shop.stock_audit_2025;", "table shop.stock_audit_2025"),
        ("owner", "ALTER TABLE shop.stock OWNER TO pg_monitor;", "table shop.stock: + owner pg_monitor"),
        ("unlogged", "ALTER TABLE shop.kept_0008_emails SET UNLOGGED;", "table shop.kept_0008_emails: + "),
    ];

    [TestInitialize]
    public async Task CreateDatabaseAsync()
    {
        // What others commit elsewhere in the cluster may count as a change, and then nothing is restored.
        if (TestContext.TestName!.Contains("Restore", StringComparison.Ordinal) && !TestServer.IsGiven)
        {
            TestServer.RequirePrograms();
            _alone = await ScratchServer.StartAsync(cancellationToken: Cancellation);
            _connectionString = await _alone.CreateDatabaseAsync("shop", Cancellation);
            return;
        }
        _database = await TestDatabase.CreateAsync();
        _connectionString = _database.ConnectionString;
        await _database.Connection.CloseAsync();
    }

    [TestCleanup]
    public async Task DropDatabaseAsync()
    {
        Folder.Dispose();
        if (_alone is not null)
            await _alone.DisposeAsync();
        if (_database is null)
            return;
        await _database.DisposeAsync();
        foreach (var role in _roles)
            await TestDatabase.OnServerAsync($"DROP ROLE {role}");
    }

    [TestMethod]
    public async Task Role_that_does_not_own_the_database_leaves_no_drift()
    {
        var deployer = await CreateRoleAsync("LOGIN");
        await GrantCreateAsync(deployer);
        var bundle = await ReadBundleAsync();
        await GoThroughAsync(bundle, As(deployer));
        // Whoever looks: a role that sees all and owns nothing, and the superuser.
        var watcher = await CreateRoleAsync("LOGIN");
        await AdministrateAsync($"GRANT SELECT ON migration_history TO {watcher}");
        await AssertUntouchedByAsync(bundle, As(watcher));
        await AssertUntouchedByAsync(bundle, ConnectionString);
    }

    [TestMethod]
    public async Task Work_as_another_role_leaves_no_drift()
    {
        var (owner, login) = (await CreateRoleAsync("NOLOGIN"), await CreateRoleAsync("LOGIN"));
        await TestDatabase.OnServerAsync($"GRANT {owner} TO {login}");
        await GrantCreateAsync(owner);
        var bundle = await ReadBundleAsync();
        await GoThroughAsync(bundle, $"{As(login)};Options=-c role={owner}");
        await AssertUntouchedByAsync(bundle, As(login));
    }

    [TestMethod]
    public async Task Owner_of_the_database_leaves_no_drift()
    {
        var owner = await CreateRoleAsync("LOGIN");
        await TestDatabase.OnServerAsync($"ALTER DATABASE {_database.Name} OWNER TO {owner}");
        await GoThroughAsync(await ReadBundleAsync(), As(owner));
    }

    [TestMethod]
    public async Task What_an_administrator_sets_up_is_no_drift()
    {
        var (deployer, application) = (await CreateRoleAsync("LOGIN"), await CreateRoleAsync("NOLOGIN"));
        await GrantCreateAsync(deployer);
        await AdministrateAsync(
            $"""
            ALTER DEFAULT PRIVILEGES FOR ROLE {deployer} GRANT SELECT, INSERT, UPDATE ON TABLES TO {application};
            ALTER DEFAULT PRIVILEGES FOR ROLE {deployer} GRANT USAGE ON SEQUENCES TO {application};
            ALTER DEFAULT PRIVILEGES FOR ROLE {deployer} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
            ALTER DEFAULT PRIVILEGES FOR ROLE {deployer} GRANT USAGE ON SCHEMAS TO {application};
            GRANT USAGE ON SCHEMA public TO {application};
            GRANT USAGE ON SCHEMA public TO {deployer};
            REVOKE ALL ON SCHEMA public FROM PUBLIC;
            CREATE EXTENSION pgcrypto;
            CREATE SCHEMA monitoring;
            """);
        var bundle = await ReadBundleAsync();
        await GoThroughAsync(bundle, As(deployer));

        // What was given by hand is told beside what the default gave.
        await AdministrateAsync($"GRANT DELETE ON shop.customers TO {application}");
        await using var database = await OpenAsync(readOnly: true);
        Assert.AreEqual($"table shop.customers: + grant DELETE to {application}", string.Join('\n', (await FindAsync(database, bundle)).Lines));
    }

    [TestMethod]
    public async Task Another_chain_in_another_schema_is_no_drift()
    {
        await AdministrateAsync("CREATE SCHEMA billing");
        var bundle = await ReadBundleAsync();
        var other = DeploymentChain.Bundle(Driver.Engine);
        await using (var billing = await OpenAsync(connectionString: $"{ConnectionString};Search Path=billing"))
        {
            var options = new DeploymentOptions { SnapshotDirectory = Folder.File("snapshots"), ToolVersion = "0.1.0", Owner = "test@here" };
            await new Deployer(billing, other, options, Silence.Instance).RunAsync(Direction.Up, "head", Cancellation);
        }
        // A database that is not empty: the chain says where it starts.
        await using (var database = await OpenAsync())
            await new Deployer(database, bundle, new() { SnapshotDirectory = "", ToolVersion = "0.1.0", Owner = "test@here" }, Silence.Instance).StampAsync("base", null, Cancellation);
        await GoThroughAsync(bundle, ConnectionString);
    }

    [TestMethod]
    public async Task Version_of_an_extension_is_not_compared_and_its_comment_is()
    {
        var chain = DeploymentChain.WithUp(Driver.Engine, "CREATE EXTENSION IF NOT EXISTS hstore;\nCOMMENT ON EXTENSION hstore IS 'for keys';\n", "DROP EXTENSION hstore;\n");
        await using var scratch = await TestDatabase.CreateAsync();
        await using var session = await OpenAsync(connectionString: scratch.ConnectionString);
        var bundle = chain.With(await TestProof.MakeAsync(session, chain.Chain, Cancellation));
        await AdministrateAsync("CREATE EXTENSION hstore VERSION '1.4'");
        await DeployAsync(bundle, Direction.Up, "head");
        await AssertUntouchedByAsync(bundle, ConnectionString);

        await AdministrateAsync("COMMENT ON EXTENSION hstore IS 'other'");
        await AssertFoundAsync("extension hstore: + comment 'other'");
        await AdministrateAsync("DROP EXTENSION hstore");
        await AssertFoundAsync("extension hstore is missing");

        async Task AssertFoundAsync(string line)
        {
            await using var database = await OpenAsync(readOnly: true);
            CollectionAssert.Contains((await FindAsync(database, bundle)).Lines.ToArray(), line);
        }
    }

    protected override Task<Bundle> ReadBundleAsync() => Shop.Value;

    /// <summary>Up, half back, up, looking each time.</summary>
    private async Task GoThroughAsync(Bundle bundle, string connectionString)
    {
        foreach (var (direction, target) in new[] { (Direction.Up, "8"), (Direction.Up, "head"), (Direction.Down, "5"), (Direction.Up, "head") })
        {
            await using (var database = await OpenAsync(connectionString: connectionString))
            {
                var options = new DeploymentOptions { SnapshotDirectory = Folder.File("snapshots"), Snapshots = SnapshotPolicy.Never, ToolVersion = "0.1.0", Owner = "test@here" };
                var report = await new Deployer(database, bundle, options, Silence.Instance).RunAsync(direction, target, Cancellation);
                Assert.IsEmpty(report.Diagnostics, string.Join('\n', report.Diagnostics));
            }
            await AssertUntouchedByAsync(bundle, connectionString);
        }
    }

    private async Task AssertUntouchedByAsync(Bundle bundle, string connectionString)
    {
        await using var database = await OpenAsync(readOnly: true, connectionString);
        Assert.AreEqual("", string.Join('\n', (await FindAsync(database, bundle)).Lines), new NpgsqlConnectionStringBuilder(connectionString).Username);
    }

    private async Task<string> CreateRoleAsync(string options)
    {
        var role = $"mb_{Guid.NewGuid():N}";
        await TestDatabase.OnServerAsync($"CREATE ROLE {role} {options} PASSWORD 'secret'");
        _roles.Add(role);
        return role;
    }

    private string As(string role) => new NpgsqlConnectionStringBuilder(ConnectionString) { Username = role, Password = "secret" }.ConnectionString;

    private Task GrantCreateAsync(string role) => AdministrateAsync($"GRANT CREATE ON DATABASE {_database.Name} TO {role}; GRANT CREATE ON SCHEMA public TO {role}");

    private async Task AdministrateAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<Bundle> ProveAsync()
    {
        await using var scratch = await TestDatabase.CreateAsync();
        await using var session = await new PostgreSqlDriver().OpenAsync(new ConnectionRequest(scratch.ConnectionString, ReadOnly: false, TimeSpan.FromMinutes(1)), CancellationToken.None);
        return ShopSample.Bundle.With(await TestProof.MakeAsync(session, ShopSample.Bundle.Chain, CancellationToken.None));
    }
}
