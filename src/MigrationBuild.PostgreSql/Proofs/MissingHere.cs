using System.Text.RegularExpressions;
using MigrationBuild.Drivers;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>
/// Whether the server refused something only because this installation lacks it. Of an unknown role, tablespace or language it is taken that the
/// real server has it; an unknown table, column, type or function is the script's mistake.
/// </summary>
internal static partial class MissingHere
{
    private const string UndefinedFile = "58P01";
    private const string NotSupported = "0A000";
    private const string UndefinedObject = "42704";
    private const string InvalidParameter = "22023";
    private const string NotInRequiredState = "55000";

    public static bool Is(EngineException refusal) => refusal.Code switch
    {
        // The file of an extension or of a library.
        UndefinedFile => true,
        NotSupported => NotBuiltIn().IsMatch(refusal.Message),
        UndefinedObject => UnknownObject().IsMatch(refusal.Message),
        InvalidParameter => UnknownLocale().IsMatch(refusal.Message),
        NotInRequiredState => NotPreloaded().IsMatch(refusal.Message),
        _ => false,
    };

    [GeneratedRegex("control file|extension \".*\" is not available|is not supported (?:in|by) this (?:build|installation|platform)|unsupported XML feature", RegexOptions.CultureInvariant)]
    private static partial Regex NotBuiltIn();

    [GeneratedRegex("^(?:role|tablespace|language|collation|text search (?:configuration|dictionary|template|parser)|access method|foreign-data wrapper) \".*\".* does not exist|^unrecognized configuration parameter \"[^\"]+\\.[^\"]+\"", RegexOptions.CultureInvariant)]
    private static partial Regex UnknownObject();

    [GeneratedRegex("could not (?:create|open) (?:locale|collator)|(?:time zone|locale) \".*\" not recognized", RegexOptions.CultureInvariant)]
    private static partial Regex UnknownLocale();

    [GeneratedRegex("shared_preload_libraries", RegexOptions.CultureInvariant)]
    private static partial Regex NotPreloaded();
}
