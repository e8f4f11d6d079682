namespace MigrationBuild.Sql.Model;

/// <summary>What a routine promises about its result.</summary>
public enum RoutineVolatility
{
    /// <summary>Another one at each call, as far as anybody knows.</summary>
    Volatile,

    /// <summary>The same within one statement.</summary>
    Stable,

    /// <summary>Always the same.</summary>
    Immutable,
}
