using MigrationBuild.Drivers.Tests.Scratch;
using MigrationBuild.Sqlite.Scratch;

namespace MigrationBuild.Drivers.Tests.Sqlite.Scratch;

/// <summary>The suite of all scratch databases on SQLite.</summary>
[TestClass]
public sealed class SqliteScratchConformance : ScratchConformance
{
    protected override IScratchDriver Driver { get; } = new SqliteScratchDriver();

    protected override string ParentAndChild =>
        """
        CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
        CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE);
        INSERT INTO parent (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c');
        INSERT INTO child (id, parent_id) VALUES (1, 1), (2, 2), (3, 3);
        """;

    protected override string Triggers =>
        """
        CREATE TRIGGER keeps BEFORE DELETE ON parent BEGIN SELECT RAISE(ABORT, 'parents stay'); END;
        CREATE TRIGGER logs AFTER INSERT ON parent BEGIN INSERT INTO log (a) VALUES (new.id); END;
        """;

    protected override string TriggerOnWatched => "CREATE TRIGGER watches AFTER INSERT ON watched BEGIN INSERT INTO log (a) VALUES (new.a); END;";

    protected override IReadOnlyList<string> Types { get; } =
    [
        "", "INTEGER", "BIGINT", "TINYINT", "BOOLEAN", "TEXT", "VARCHAR(10)", "NCHAR(1)", "CHARACTER VARYING(255)", "CLOB", "STRING", "BLOB", "BINARY(16)",
        "REAL", "DOUBLE PRECISION", "FLOAT", "NUMERIC", "DECIMAL(10, 2)", "DECIMAL(38, 10)", "NUMERIC(5)", "DATE", "DATETIME", "TIMESTAMP", "TIME", "JSON",
        "UUID", "INET", "ANY",
    ];

    protected override string MissingHere => "CREATE VIRTUAL TABLE t USING spellfix1;";

    protected override IReadOnlyList<(string Text, int Line, int Column)> WaysOut { get; } =
    [
        ("SELECT 1;\n  ATTACH 'other.db' AS o;", 6, 3),
        ("ATTACH DATABASE '' || 'other.db' AS o;", 5, 1),
        ("attach 'file::memory:?cache=shared' as o;", 5, 1),
        ("VACUUM INTO 'copy.db';", 5, 1),
        ("SELECT 1, load_extension('x');", 5, 11),
        ("SELECT \"load_extension\"('x');", 5, 8),
        ("PRAGMA temp_store_directory = '/';", 5, 1),
    ];
}
