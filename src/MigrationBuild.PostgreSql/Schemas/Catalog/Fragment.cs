namespace MigrationBuild.PostgreSql.Schemas.Catalog;

/// <summary>
/// Pieces that the catalog queries share. Every query gives rows of one of three forms, told apart by their number of columns:
/// a fact (class, object, line), a definition (class, object, kind, name, lines), or a definition with a body (… , body, language).
/// </summary>
internal static class Fragment
{
    /// <summary>A schema that is the user's, `n` being pg_namespace.</summary>
    public const string UserSchema = "left(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema'";

    /// <summary>The first OID that initdb itself does not use (FirstNormalObjectId).</summary>
    public const string FirstUserOid = "16384";

    /// <summary>A line naming the owner, where it is not the database's.</summary>
    public static string Owner(string role) => $"""
        CASE WHEN {role} <> (SELECT datdba FROM pg_database WHERE datname = current_database())
            THEN 'owner ' || quote_ident(pg_get_userbyid({role})) END
        """;

    /// <summary>Whether an extension does not own the object: its members are the extension's, not the user's.</summary>
    public static string NotOfExtension(string catalog, string oid) => $"""
        {oid} NOT IN (SELECT objid FROM pg_depend
            WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' AND classid = '{catalog}'::regclass)
        """;

    /// <summary>A text array of options as one text in a stable order; NULL where there are none.</summary>
    public static string Options(string array) =>
        $"(SELECT string_agg(o, ', ' ORDER BY o COLLATE \"C\") FROM unnest({array}) o)";

    /// <summary>As <see cref="Options"/>, without the values of those whose name sounds like a secret.</summary>
    public static string PublicOptions(string array) => $"""
        (SELECT string_agg(CASE WHEN split_part(o, '=', 1) ~* 'pass|secret|token|key|cred|cert' THEN split_part(o, '=', 1) || '=(hidden)' ELSE o END,
            ', ' ORDER BY o COLLATE "C") FROM unnest({array}) o)
        """;

    /// <summary>The name of a relation with its schema, `t` and `tn` being its pg_class and pg_namespace.</summary>
    public static string Name(string schema, string name) => $"quote_ident({schema}) || '.' || quote_ident({name})";
}
