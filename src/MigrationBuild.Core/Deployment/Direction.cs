namespace MigrationBuild.Deployment;

/// <summary>Which way a step goes.</summary>
public enum Direction
{
    Up,
    Down,
}
