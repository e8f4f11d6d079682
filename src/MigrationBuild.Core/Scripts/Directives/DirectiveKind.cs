namespace MigrationBuild.Scripts.Directives;

/// <summary>What a `-- migrate:…` comment says.</summary>
internal enum DirectiveKind
{
    Up,
    Down,
    Verify,
    Revises,
    From,
    To,
    Irreversible,
    Transaction,
    Recover,
    Timeout,
    LockTimeout,
    Engine,
    Allow,
    Expect,
}
