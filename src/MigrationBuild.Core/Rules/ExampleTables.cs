namespace MigrationBuild.Rules;

/// <summary>What the chain of an example made before: tables that every engine takes.</summary>
internal static class ExampleTables
{
    public const string Users = "CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, fax text);\n";

    public const string Orders =
        "CREATE TABLE customers (id bigint PRIMARY KEY);\nCREATE TABLE orders (id bigint PRIMARY KEY, day date, customer bigint, total numeric(10, 2));\n";
}
