using System.Text.RegularExpressions;
using MigrationBuild.Drivers;

namespace MigrationBuild.Sqlite.Scratch;

/// <summary>Knows by the engine's words that it lacks what an application may add to it.</summary>
internal static partial class MissingHere
{
    public static bool Is(EngineException refusal) => refusal.Code == "SQLITE_ERROR" && Pattern().IsMatch(refusal.Message);

    // Behind a colon where the statement met it in a view, a trigger or a virtual table.
    [GeneratedRegex("(^|: )(no such (module|function|collation sequence|tokenizer)|unknown (tokenizer|function)): ", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
