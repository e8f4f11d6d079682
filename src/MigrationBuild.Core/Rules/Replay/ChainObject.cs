using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.Replay;

/// <summary>A type, a domain or a schema as the chain so far has made it.</summary>
/// <param name="Origin">The place in the chain of the migration that made it.</param>
public sealed record ChainObject(ObjectName Name, int Origin);
