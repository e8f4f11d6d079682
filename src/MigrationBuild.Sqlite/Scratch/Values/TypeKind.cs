namespace MigrationBuild.Sqlite.Scratch.Values;

/// <summary>What people mean by the word of a type, which the engine itself hardly minds.</summary>
internal enum TypeKind
{
    /// <summary>No type, or a word that says nothing.</summary>
    Any,
    Boolean,
    Integer,
    Real,
    Decimal,
    Text,
    Json,
    Uuid,
    Date,
    Time,
    DateTime,
    Blob,
}
