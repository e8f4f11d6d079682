using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.Sqlite;

/// <summary>CREATE, from the word after it on.</summary>
internal static class CreateReader
{
    /// <summary>Null where it is not understood.</summary>
    public static Statement? TryRead(TokenReader reader, int start)
    {
        var isTemporary = reader.Try("TEMP") || reader.Try("TEMPORARY");
        if (reader.Try("TABLE"))
            return TableReader.TryRead(reader, start, isTemporary, TypeReader.TryRead);
        if (reader.Try("VIEW"))
            return ViewReader.TryRead(reader, start, isMaterialized: false, orReplace: false);
        if (reader.Try("TRIGGER"))
            return TriggerReader.TryRead(reader, start, orReplace: false);
        if (reader.Try("VIRTUAL", "TABLE"))
            return VirtualTable(reader, start);
        var isUnique = reader.Try("UNIQUE");
        return reader.Try("INDEX") ? IndexReader.TryRead(reader, start, isUnique) : null;
    }

    // Its columns are the module's affair.
    private static CreateTable? VirtualTable(TokenReader reader, int start)
    {
        var ifNotExists = reader.Try("IF", "NOT", "EXISTS");
        return reader.TryObjectName() is { } name && reader.Is("USING")
            ? new CreateTable(start, name) { IfNotExists = ifNotExists, HasUnknownColumns = true }
            : null;
    }
}
