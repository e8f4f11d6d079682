namespace MigrationBuild.Sql;

/// <summary>What a script that ran outside a transaction may have left behind when it did not come to its end.</summary>
public enum OutsideEffect
{
    /// <summary>Anything.</summary>
    Unknown,

    /// <summary>One statement, which the engine takes back as a whole where it refuses it. Where its answer never came it may be in effect.</summary>
    Whole,

    /// <summary>Only what shows in the schema: where that is as before, nothing was left.</summary>
    Schema,

    /// <summary>Nothing that counts: to run it again does no harm.</summary>
    Nothing,
}
