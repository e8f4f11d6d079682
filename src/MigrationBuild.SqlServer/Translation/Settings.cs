using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>SET of settings that are on or off, one or more of them in one statement.</summary>
internal static class Settings
{
    public static Statement Of(PredicateSetStatement set, BatchSource source)
    {
        var at = source.At(set);
        var value = set.IsOn ? "on" : "off";
        var settings = Words(set).Select(name => new SetSetting(at, Names.Of(name), value)).ToList();
        return settings is [var only] ? only : new CodeBlock(at, settings);
    }

    // SET A, B ON
    private static IEnumerable<string> Words(PredicateSetStatement set) =>
        set.ScriptTokenStream.Take(set.LastTokenIndex + 1).Skip(set.FirstTokenIndex)
            .Where(t => t.TokenType is TSqlTokenType.Identifier).Select(t => t.Text.ToLowerInvariant());
}
