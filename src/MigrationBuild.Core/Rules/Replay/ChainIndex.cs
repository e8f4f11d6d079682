using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Replay;

/// <summary>An index as the chain so far has made it.</summary>
/// <param name="Origin">The place in the chain of the migration that made it.</param>
public sealed record ChainIndex(ObjectName Name, ObjectName Table, CreateIndex Definition, int Origin);
