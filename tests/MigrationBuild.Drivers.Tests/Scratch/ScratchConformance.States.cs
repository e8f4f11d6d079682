namespace MigrationBuild.Drivers.Tests.Scratch;

public abstract partial class ScratchConformance
{
    [TestMethod]
    public async Task NewDatabaseIsEmpty()
    {
        await using var scratch = await CreateAsync();
        Assert.IsTrue(await scratch.Session.IsEmptyAsync(Cancellation));
        Assert.IsEmpty(await scratch.ReadTablesAsync(Cancellation));
    }

    [TestMethod]
    public async Task TwoDatabasesKnowNothingOfEachOther()
    {
        await using var one = await CreateWithAsync(ParentAndChild);
        await using var other = await CreateAsync();
        Assert.IsTrue(await other.Session.IsEmptyAsync(Cancellation));
    }

    [TestMethod]
    public async Task DescriptionNamesTheEngineAndIsAlwaysTheSame()
    {
        var words = await Driver.DescribeAsync(null, Cancellation);
        StringAssert.StartsWith(words, Driver.Engine + " ");
        Assert.AreEqual(words, await Driver.DescribeAsync(null, Cancellation));
    }

    [TestMethod]
    public async Task RollbackInAProofTakesEverythingBack()
    {
        await using var scratch = await CreateWithAsync(ParentAndChild);
        var before = await DigestAsync(scratch);
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script("DROP TABLE child; DROP TABLE parent;"), Cancellation);
        Assert.AreNotEqual(before, await DigestAsync(scratch));
        await scratch.Session.ExecuteAsync(Script(ParentAndChild + "CREATE TABLE other (a INTEGER);"), Cancellation);
        Assert.AreNotEqual(before, await DigestAsync(scratch));
        await scratch.Session.RollbackAsync();
        Assert.AreEqual(before, await DigestAsync(scratch));
    }

    [TestMethod]
    public async Task SavedStateIsWhereAnotherDatabaseStarts()
    {
        var file = Folder.File("state");
        string before;
        await using (var scratch = await CreateWithAsync(ParentAndChild))
        {
            before = await DigestAsync(scratch);
            await scratch.SaveAsync(file, Cancellation);
            await RunAsync(scratch, "DELETE FROM child;");
        }
        await using var again = await CreateAsync(file);
        Assert.AreEqual(before, await DigestAsync(again));
        await RunAsync(again, "DROP TABLE child;");
        await using var third = await CreateAsync(file);
        Assert.AreEqual(before, await DigestAsync(third));
    }

    [TestMethod]
    public async Task SavingAgainReplacesTheFileAndLeavesNoOther()
    {
        var file = Folder.File("state");
        await using var scratch = await CreateWithAsync(ParentAndChild);
        await scratch.SaveAsync(file, Cancellation);
        await RunAsync(scratch, "DELETE FROM child;");
        await scratch.SaveAsync(file, Cancellation);
        await using var again = await CreateAsync(file);
        Assert.IsEmpty(await RowsAsync(again, "child"));
        Assert.HasCount(1, Directory.GetFileSystemEntries(Path.GetDirectoryName(file)!));
    }

    [TestMethod]
    public async Task DamagedOrMissingStateIsSaidToBeSo()
    {
        var file = Folder.File("state");
        await Assert.ThrowsExactlyAsync<ScratchUnavailableException>(() => CreateAsync(file));
        await using (var scratch = await CreateWithAsync(ParentAndChild))
            await scratch.SaveAsync(file, Cancellation);
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        foreach (var damaged in new[] { [], bytes[..(bytes.Length / 2)], bytes[..100], new byte[bytes.Length] })
        {
            await File.WriteAllBytesAsync(file, damaged, Cancellation);
            var refused = await Assert.ThrowsExactlyAsync<ScratchUnavailableException>(() => CreateAsync(file));
            Assert.Contains(file, refused.Message);
        }
    }

    [TestMethod]
    public async Task ReturnGoesBackToWhatWasKeptLast()
    {
        await using var scratch = await CreateWithAsync(ParentAndChild);
        await scratch.KeepAsync(Cancellation);
        await RunAsync(scratch, "DELETE FROM child; CREATE TABLE more (a INTEGER);");
        var kept = await DigestAsync(scratch);
        await scratch.KeepAsync(Cancellation);
        foreach (var sql in new[] { "DROP TABLE more;", "DELETE FROM parent;" })
        {
            await scratch.Session.BeginAsync(Cancellation);
            await scratch.Session.ExecuteAsync(Script(sql), Cancellation);
            await scratch.Session.CommitAsync(Cancellation);
            await scratch.ReturnAsync(Cancellation);
            Assert.AreEqual(kept, await DigestAsync(scratch));
        }
    }

    [TestMethod]
    public async Task ReturnLosesAnOpenTransaction()
    {
        await using var scratch = await CreateWithAsync(ParentAndChild);
        await scratch.KeepAsync(Cancellation);
        var kept = await DigestAsync(scratch);
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script("DROP TABLE child;"), Cancellation);
        await scratch.ReturnAsync(Cancellation);
        Assert.AreEqual(kept, await DigestAsync(scratch));
        await RunAsync(scratch, "DROP TABLE child;");
        Assert.HasCount(1, await scratch.ReadTablesAsync(Cancellation));
    }
}
