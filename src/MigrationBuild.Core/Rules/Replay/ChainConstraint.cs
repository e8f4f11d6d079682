using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.Replay;

/// <summary>A constraint as the chain so far has made it.</summary>
/// <param name="Name">As given, or null: what the engine makes up is not known here.</param>
/// <param name="Definition">Null where the chain only names it: it was there before.</param>
/// <param name="Origin">The place in the chain of the migration that added it.</param>
/// <param name="IsValidated">Every row is known to keep it.</param>
public sealed record ChainConstraint(SqlName? Name, TableConstraint? Definition, int Origin, bool IsValidated);
