namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>What a pg_attribute.atttypmod says (src/backend/utils/adt: varchar.c, numeric.c, varbit.c).</summary>
internal static class TypeModifier
{
    private const int Header = 4;

    /// <summary>Of varchar(n) and char(n); null where there is no limit.</summary>
    public static int? CharacterLength(int modifier) => modifier < Header ? null : modifier - Header;

    /// <summary>Of bit(n) and varbit(n).</summary>
    public static int? BitLength(int modifier) => modifier < 0 ? null : modifier;

    /// <summary>Digits, and how many of them are behind the point (before PostgreSQL 15 never fewer than none, nor more than all).</summary>
    public static (int Precision, int Scale)? Numeric(int modifier)
    {
        if (modifier < Header)
            return null;
        var packed = modifier - Header;
        // Eleven bits with a sign.
        return (packed >> 16 & 0xFFFF, ((packed & 0x7FF) ^ 1024) - 1024);
    }
}
