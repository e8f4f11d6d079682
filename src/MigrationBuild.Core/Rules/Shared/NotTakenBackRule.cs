using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Shared;

/// <summary>An up script that changes the schema, with a down script that does not.</summary>
internal sealed class NotTakenBackRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.NotTakenBack;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD age integer;\n", "1,1", ExampleTables.Users) with { Down = "SELECT 1;\n" },
        RuleExample.Safe("ALTER TABLE users ADD age integer;\n", ExampleTables.Users) with { Down = "ALTER TABLE users DROP COLUMN age;\n" },
        RuleExample.Triggers("UPDATE users SET fax = '' WHERE fax IS NULL;\nCREATE TABLE fax_numbers (number text);\nCREATE INDEX users_by_fax ON users (fax);\n", "2,1", ExampleTables.Users)
            with { Down = "UPDATE users SET fax = NULL WHERE fax = '';\nSELECT 'the table may stay';\n" },
        RuleExample.Safe("UPDATE users SET fax = '' WHERE fax IS NULL;\n", ExampleTables.Users) with { Down = "SELECT 1;\n" },
        RuleExample.Safe("CREATE TABLE fax_numbers (number text);\n") with { Down = "SELECT drop_what_0001_made();\n" },
        RuleExample.Safe("CREATE TABLE scratch (number text);\nINSERT INTO scratch (number) SELECT fax FROM users;\nDROP TABLE scratch;\n", ExampleTables.Users) with { Down = "SELECT 1;\n" },
        RuleExample.Triggers("TRUNCATE users;\nALTER TABLE users ADD age integer NOT NULL;\n", "2,1", ExampleTables.Users) with { Down = "SELECT 1;\n", Engine = Sql.EngineNames.PostgreSql },
        RuleExample.Safe("CREATE TABLE fax_numbers (number text);\n") with { Down = "DO $$ BEGIN EXECUTE 'DROP TABLE fax_numbers'; END $$;\n", Engine = Sql.EngineNames.PostgreSql },
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context)
    {
        // What most down scripts answer at once stands first.
        if (context.Down is not { } down || !down.All(LeavesSchema) || Changed(statement, context) is not { } subject || context.Before(statement).Any(s => Changed(s, context) is not null))
            yield break;
        yield return new Hazard(statement, subject.ToString(),
            $"the down script leaves {subject} as this makes it, and whoever rolls back is told that all is as before: write what takes the change back, or delete the down script and say in this one `-- migrate:irreversible REASON`")
        {
            Effect = new(EffectKind.Remains, subject),
        };
    }

    /// <summary>The object that the statement makes, changes or drops; null where the schema stays as it is, or no more than help for other objects comes.</summary>
    private static ObjectName? Changed(Statement statement, RuleContext context) => statement switch
    {
        CreateTable { IsTemporary: false } create => IsDropped(create.Name, context) ? null : create.Name,
        AlterTable alter when !IsDropped(alter.Name, context) && alter.Actions.Any(a => a is not (ValidateConstraint or OtherAction or UnrecognizedAction)) => alter.Name,
        CreateIndex { Name: { } name } create => IsDropped(create.Table, context) ? null : new ObjectName(create.Table.Schema, name),
        CreateView create => create.Name,
        CreateEnum create => create.Name,
        CreateDomain create => create.Name,
        CreateRoutine create => create.Name,
        CreateObject { Kind: not (ObjectKind.Extension or ObjectKind.Other), Name: { } name } => name,
        DropObjects { Names: [var name, ..] } drop => IsMade(name, context) ? null : drop.Names[0],
        AddEnumValue add => add.Type,
        RenameEnumValue rename => rename.Type,
        RenameObject rename => rename.Name,
        SetObjectSchema set => set.Name,
        AlterDomain alter => alter.Name,
        _ => null,
    };

    // Made and dropped by the same script: it is as if neither had been.
    private static bool IsDropped(ObjectName name, RuleContext context) => context.Statements.OfType<DropObjects>().Any(d => d.Names.Contains(name)) && IsMade(name, context);

    private static bool IsMade(ObjectName name, RuleContext context) => context.Statements.OfType<CreateTable>().Any(c => c.Name.Equals(name));

    private static bool LeavesSchema(Statement statement) => statement switch
    {
        OtherStatement other => other.OnlyReads,
        InsertRows insert => !IsOfCatalog(insert.Table),
        UpdateRows update => !IsOfCatalog(update.Table),
        DeleteRows delete => !IsOfCatalog(delete.Table),
        SetSetting or Truncate or MergeRows or TransactionControl => true,
        _ => false,
    };

    // Who writes there changes the schema in the engine's back.
    private static bool IsOfCatalog(ObjectName table) =>
        table.Schema?.Key is "pg_catalog" || table.Name.Key.StartsWith("pg_", StringComparison.Ordinal) || table.Name.Key.StartsWith("sqlite_", StringComparison.Ordinal);
}
