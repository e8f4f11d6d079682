using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.SqlServer.Parsing;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>EXEC: of a text that is written out, which is looked into; of the server's procedures that are known. Any other may do anything.</summary>
internal static class Executions
{
    // They change no table and no row of one.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "sp_addextendedproperty", "sp_updateextendedproperty", "sp_dropextendedproperty", "sp_refreshview", "sp_refreshsqlmodule", "sp_recompile", "sp_updatestats",
        "sp_addrolemember", "sp_droprolemember", "sp_settriggerorder", "sp_getapplock", "sp_releaseapplock", "sp_set_session_context", "sp_help", "sp_helptext",
        "sp_helpindex", "sp_helpconstraint", "sp_columns", "sp_spaceused", "sp_who", "sp_lock",
    };

    /// <summary>Null where what it does is not known.</summary>
    /// <param name="newTranslator">For the text that it runs.</param>
    public static Statement? Of(ExecuteStatement execute, BatchSource source, Func<BatchSource, BatchTranslator> newTranslator)
    {
        var specification = execute.ExecuteSpecification;
        var at = source.At(execute);
        if (specification.LinkedServer is not null)
            return null;
        switch (specification.ExecutableEntity)
        {
            case ExecutableStringList { Strings: [StringLiteral text], Parameters.Count: 0 }:
                return Inside(text, at, source, newTranslator);
            case ExecutableProcedureReference { AdHocDataSource: null, ProcedureReference.ProcedureReference.Name: { ServerIdentifier: null } name } procedure:
                var parameters = procedure.Parameters;
                return name.BaseIdentifier.Value.ToLowerInvariant() switch
                {
                    "sp_rename" => Renames.Of(parameters, at),
                    "sp_executesql" => parameters is [{ ParameterValue: StringLiteral text }, ..] ? Inside(text, at, source, newTranslator) : null,
                    var other => Harmless.Contains(other) ? new OtherStatement(at, $"EXEC {other.ToUpperInvariant()}") : null,
                };
            default:
                return null;
        }
    }

    private static CodeBlock? Inside(StringLiteral literal, int at, BatchSource source, Func<BatchSource, BatchTranslator> newTranslator)
    {
        var text = literal.Value;
        // A server takes no GO, so that a text with one is none that it runs.
        if (SqlServerDialect.Instance.Split(text) is not [var batch] || SqlServerDialect.Instance.Tokenize(text).Any(t => t.Kind == SqlTokenKind.BatchSeparator))
            return null;
        var places = Places(literal, source);
        var inner = new BatchSource(batch.TextIn(text), offset => places[Math.Min(batch.Start + offset, places.Count - 1)]);
        return DeepStack.Run(text, batch, newTranslator(inner).Translate) is { } statements ? new CodeBlock(at, statements) : null;
    }

    /// <summary>The place in the script of each character of a literal: a quote in it is written twice.</summary>
    private static List<int> Places(StringLiteral literal, BatchSource source)
    {
        var end = literal.StartOffset + literal.FragmentLength - 1;
        var first = literal.StartOffset + (literal.IsNational ? 1 : 0);
        var quote = source.Text[first];
        var places = new List<int>(literal.Value.Length);
        for (var i = first + 1; i < end; i++)
        {
            places.Add(source.InScript(i));
            if (source.Text[i] == quote)
                i++;
        }
        return places;
    }
}
