using MigrationBuild.Sqlite;

namespace MigrationBuild.Drivers.Tests.Sqlite;

/// <summary>The suite of all drivers on SQLite.</summary>
[TestClass]
public sealed class SqliteConformance : DriverConformance
{
    protected override IDriver Driver { get; } = new SqliteDriver();

    protected override string ConnectionString => $"Data Source={Folder.File("shop.db")}";

    protected override string EndlessStatement =>
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    protected override string ParentAndChild =>
        """
        CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
        CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE);
        INSERT INTO parent (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c');
        INSERT INTO child (id, parent_id) VALUES (1, 1), (2, 2), (3, 3);
        """;

    protected override string DigestRows() => SqliteFile.Digest(Folder.File("shop.db"));
}
