namespace MigrationBuild.Rules.PostgreSql;

/// <summary>The rules for PostgreSQL alone (MB31xx).</summary>
internal static class PostgreSqlRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        new IndexNotConcurrentRule(),
        new DropIndexNotConcurrentRule(),
        new ReindexNotConcurrentRule(),
        new ForeignKeyRule(),
        new CheckConstraintRule(),
        new ValidatedAtOnceRule(),
        new UniqueConstraintRule(),
        new PrimaryKeyRule(),
        new ExclusionConstraintRule(),
        new SetNotNullRule(),
        new AddNotNullRule(),
        new AddDefaultRule(),
        new AddVolatileDefaultRule(),
        new AddSerialRule(),
        new AddStoredRule(),
        new ChangeTypeRule(),
        new RenameSchemaRule(),
        new RenameEnumValueRule(),
        new DropNotNullRule(),
        new DropForeignKeyRule(),
        new DropCascadeRule(),
        new RowsUnderLockRule(),
        new LockTimeoutRule(),
        new AddEnumValueRule(),
        new DomainConstraintRule(),
        new DetachPartitionRule(),
        new AttachPartitionRule(),
        new RefreshViewRule(),
        new WriteAnewRule(),
        new MoveStorageRule(),
        new NameTooLongRule(),
    ];
}
