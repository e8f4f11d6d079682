namespace MigrationBuild.Drivers.Tests.Sqlite;

/// <summary>Does something to a copy once all of it is written, and before anybody has looked at it.</summary>
public sealed class SpoilAtTheEnd(Action spoil) : IProgress<double>
{
    public void Report(double value)
    {
        if (value >= 1)
            spoil();
    }
}
