using MigrationBuild.Diagnostics;

namespace MigrationBuild.Drivers.Tests;

public abstract partial class DriverConformance
{
    [TestMethod]
    public async Task LockKeepsASecondSessionOut()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        var held = await first.LockAsync(Long, "first@host", Cancellation);

        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => second.LockAsync(Short, "second@host", Cancellation));

        Assert.AreEqual(ExitCode.LockBusy, refused.ExitCode);
        Assert.AreEqual("MB6005", refused.Diagnostic.Descriptor.Code);
        Assert.Contains("first@host", refused.Message);
        await held.DisposeAsync();
        await using var later = await second.LockAsync(Long, "second@host", Cancellation);
    }

    [TestMethod]
    public async Task ManyWaitersTakeTurns()
    {
        var inside = 0;
        var turns = 0;
        await System.Threading.Tasks.Parallel.ForAsync(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation }, async (_, token) =>
        {
            await using var database = await OpenAsync();
            await using var held = await database.LockAsync(TimeSpan.FromMinutes(1), "one of many", token);
            Assert.AreEqual(1, Interlocked.Increment(ref inside));
            await Task.Delay(20, token);
            turns++;
            Interlocked.Decrement(ref inside);
        });
        Assert.AreEqual(8, turns);
    }

    [TestMethod]
    public async Task LockDiesWithItsProcess()
    {
        using var holder = LockHolder.Start(Driver.Engine, ConnectionString);
        await using var database = await OpenAsync();
        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => database.LockAsync(Short, "me", Cancellation));
        Assert.Contains("child", refused.Message);

        holder.Kill();

        await using var taken = await database.LockAsync(Long, "me", Cancellation);
    }

    [TestMethod]
    public async Task WaitingForTheLockCanBeCancelled()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        await using var held = await first.LockAsync(Long, "first", Cancellation);
        using var cancel = new CancellationTokenSource(Short);
        await Assert.ThrowsAsync<OperationCanceledException>(() => second.LockAsync(Long, "second", cancel.Token));
    }
}
