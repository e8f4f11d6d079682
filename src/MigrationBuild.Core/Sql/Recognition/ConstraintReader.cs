using MigrationBuild.Sql.Model;

namespace MigrationBuild.Sql.Recognition;

/// <summary>Constraints, beside the columns of a table and at one of them.</summary>
internal static class ConstraintReader
{
    /// <summary>Whether a constraint of a table comes next, and no column: these words cannot name one.</summary>
    public static bool IsNext(TokenReader reader) =>
        reader.IsOneOf("CONSTRAINT", "CHECK", "UNIQUE", "PRIMARY", "FOREIGN") || reader.Is("NOT", "NULL") || reader.Is("EXCLUDE", "USING")
        || (reader.Is("EXCLUDE") && IsBracketAfter(reader));

    /// <summary>Null where it is not understood.</summary>
    public static TableConstraint? TryReadOfTable(TokenReader reader)
    {
        var start = reader.Offset;
        var name = reader.Try("CONSTRAINT") ? reader.TryName() : null;
        var constraint = OfTable(reader, start, name);
        return constraint is null ? null : WithOptions(reader, constraint);
    }

    /// <summary>A constraint of the column; null, and nothing read, where something else comes next.</summary>
    public static TableConstraint? TryReadOfColumn(TokenReader reader, int start, SqlName? name, SqlName column)
    {
        TableConstraint? constraint = null;
        if (reader.Try("PRIMARY", "KEY"))
            constraint = new(start, ConstraintKind.PrimaryKey, name, [column]);
        else if (reader.Try("UNIQUE"))
            constraint = new(start, ConstraintKind.Unique, name, [column]);
        else if (reader.Try("CHECK"))
            constraint = new(start, ConstraintKind.Check, name, []) { Expression = ExpressionReader.TryInBrackets(reader) };
        else if (reader.Try("REFERENCES"))
            constraint = Reference(reader, new(start, ConstraintKind.ForeignKey, name, [column]));
        return constraint is null ? null : WithOptions(reader, constraint) with { AtColumn = column };
    }

    /// <summary>Skips ON CONFLICT … (SQLite) if it comes next.</summary>
    public static bool TrySkipConflict(TokenReader reader) => reader.Try("ON", "CONFLICT") && reader.TryName() is not null;

    private static TableConstraint? OfTable(TokenReader reader, int start, SqlName? name)
    {
        if (reader.Try("PRIMARY", "KEY"))
        {
            var isAutoIncrement = reader.TextsInBracketsAhead() is [var only] && only.EndsWith(" AUTOINCREMENT", StringComparison.OrdinalIgnoreCase);
            return Key(reader, new(start, ConstraintKind.PrimaryKey, name, []) { IsAutoIncrement = isAutoIncrement });
        }
        if (reader.Try("UNIQUE"))
        {
            SkipNullsDistinct(reader);
            return Key(reader, new(start, ConstraintKind.Unique, name, []));
        }
        if (reader.Try("CHECK"))
            return new(start, ConstraintKind.Check, name, []) { Expression = ExpressionReader.TryInBrackets(reader) };
        if (reader.Try("FOREIGN", "KEY"))
        {
            var columns = Names(reader);
            return reader.Try("REFERENCES") ? Reference(reader, new(start, ConstraintKind.ForeignKey, name, columns)) : null;
        }
        if (reader.Try("NOT", "NULL"))
            return reader.TryName() is { } column ? new(start, ConstraintKind.NotNull, name, [column]) : null;
        return reader.Try("EXCLUDE") ? Exclusion(reader, new(start, ConstraintKind.Exclusion, name, [])) : null;
    }

    private static TableConstraint Key(TokenReader reader, TableConstraint key) =>
        !reader.Is("USING", "INDEX", "TABLESPACE") && reader.Try("USING", "INDEX") ? key with { Index = reader.TryName() } : key with { Columns = Names(reader) };

    private static TableConstraint Exclusion(TokenReader reader, TableConstraint exclusion)
    {
        if (reader.Try("USING"))
            reader.TryName();
        reader.TrySkipBrackets();
        return exclusion;
    }

    private static TableConstraint? Reference(TokenReader reader, TableConstraint key) =>
        reader.TryObjectName() is { } table ? key with { ReferencedTable = table, ReferencedColumns = Names(reader) } : null;

    private static List<SqlName> Names(TokenReader reader) => [.. reader.NamesInBrackets().OfType<SqlName>()];

    private static void SkipNullsDistinct(TokenReader reader)
    {
        if (!reader.Try("NULLS", "NOT", "DISTINCT"))
            reader.Try("NULLS", "DISTINCT");
    }

    private static TableConstraint WithOptions(TokenReader reader, TableConstraint constraint)
    {
        while (true)
        {
            if (reader.Try("NOT", "VALID") || reader.Try("NOT", "ENFORCED"))
                constraint = constraint with { IsNotValid = true };
            else if (reader.Try("ON", "DELETE"))
                constraint = constraint with { OnDelete = Action(reader) };
            else if (reader.Try("ON", "UPDATE"))
                Action(reader);
            else if (!TrySkipOption(reader))
                return constraint;
        }
    }

    private static bool TrySkipOption(TokenReader reader)
    {
        if (reader.Try("MATCH"))
            return reader.TryName() is not null;
        if (reader.Try("INCLUDE") || reader.Try("WITH") || reader.Try("WHERE"))
            return reader.TrySkipBrackets();
        if (reader.Try("USING", "INDEX", "TABLESPACE"))
            return reader.TryName() is not null;
        if (TrySkipConflict(reader))
            return true;
        if (reader.Is("NULLS"))
        {
            SkipNullsDistinct(reader);
            return !reader.Is("NULLS");
        }
        return reader.Try("NO", "INHERIT") || reader.Try("NOT", "DEFERRABLE") || reader.Try("DEFERRABLE") || reader.Try("ENFORCED")
            || reader.Try("INITIALLY", "DEFERRED") || reader.Try("INITIALLY", "IMMEDIATE") || reader.Try("ASC") || reader.Try("DESC");
    }

    private static string? Action(TokenReader reader)
    {
        foreach (var word in new[] { "CASCADE", "RESTRICT" })
        {
            if (reader.Try(word))
                return word;
        }
        if (reader.Try("NO", "ACTION"))
            return "NO ACTION";
        var isNull = reader.Try("SET", "NULL");
        if (!isNull && !reader.Try("SET", "DEFAULT"))
            return null;
        reader.TrySkipBrackets();
        return isNull ? "SET NULL" : "SET DEFAULT";
    }

    private static bool IsBracketAfter(TokenReader reader)
    {
        reader.Position++;
        var isBracket = reader.IsSymbol("(");
        reader.Position--;
        return isBracket;
    }
}
