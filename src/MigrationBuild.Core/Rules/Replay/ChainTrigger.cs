using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.Replay;

/// <summary>A trigger as the chain so far has made it.</summary>
public sealed record ChainTrigger(ObjectName Name, ObjectName Table);
