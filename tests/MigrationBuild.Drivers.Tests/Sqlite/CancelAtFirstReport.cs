namespace MigrationBuild.Drivers.Tests.Sqlite;

/// <summary>Cancels in the middle of a copy. (Progress&lt;T&gt; would report from another thread, and too late.)</summary>
public sealed class CancelAtFirstReport(CancellationTokenSource cancel) : IProgress<double>
{
    public void Report(double value)
    {
        Assert.IsLessThan(1.0, value);
        cancel.Cancel();
    }
}
