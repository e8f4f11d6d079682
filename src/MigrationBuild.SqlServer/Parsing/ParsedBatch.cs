using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.SqlServer.Parsing;

/// <summary>A batch as a parser understands it.</summary>
/// <param name="Statements">In order; with a fault only those before it.</param>
/// <param name="Fault">Null: all of it is T-SQL.</param>
internal sealed record ParsedBatch(IReadOnlyList<TSqlStatement> Statements, SyntaxFault? Fault);
