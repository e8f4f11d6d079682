namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>A change that must be seen.</summary>
/// <param name="Change">SQL on the database of <see cref="SchemaChanges.Setup"/>.</param>
/// <param name="Inverse">SQL after which the schema is exactly the first again.</param>
/// <param name="Line">A piece of the difference that must be told.</param>
internal sealed record SchemaChange(string Name, string Change, string Inverse, string Line)
{
    public override string ToString() => Name;
}
