using MigrationBuild.Bundles;
using MigrationBuild.Diagnostics;
using MigrationBuild.Eng.Faults.Judging;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>Bundles in which bits were turned, bytes cut off, doubled, moved or added: each is refused, and with a diagnostic.</summary>
internal sealed class BundleFlips() : Row("flips", "altered bundles", gate: 10_000, full: 10_000_000)
{
    private const int Batch = 500;

    public override async Task RunAsync(RowRun run)
    {
        var engine = await run.World.SqliteAsync;
        byte[][] bundles = [await File.ReadAllBytesAsync(engine.Bundles.Transactional), await File.ReadAllBytesAsync(engine.Bundles.SteppedFailingUnproven)];
        foreach (var bundle in bundles)
            BundleReader.Read(bundle, "unaltered");
        run.Note("a half-state is an altered bundle that was accepted");
        await new RowRun(run.World, this, Math.Max(1, run.Count / Batch), run).CasesAsync((_, random) => Task.Run(() => TryMany(bundles[random.Next(bundles.Length)], random)));
    }

    private static CaseResult TryMany(byte[] bundle, Random random)
    {
        var problems = new List<string>();
        for (var i = 0; i < Batch; i++)
        {
            var (altered, how) = Alter(bundle, random);
            if (altered.AsSpan().SequenceEqual(bundle))
                continue;
            try
            {
                BundleReader.Read(altered, "altered");
                problems.Add($"accepted: {how}");
            }
            catch (MigrationException)
            {
                // Refused, as it must be.
            }
            catch (Exception e)
            {
                problems.Add($"{how}: {e.GetType().Name}: {e.Message}");
            }
        }
        return new("altered", problems, false, string.Join('\n', problems)) { Runs = Batch };
    }

    private static (byte[] Altered, string How) Alter(byte[] bundle, Random random)
    {
        var at = random.Next(bundle.Length);
        var length = Math.Min(random.Next(1, 64), bundle.Length - at);
        byte[] copy = [.. bundle];
        switch (random.Next(8))
        {
            case 0:
                return (bundle[..at], $"cut off at {at}");
            case 1:
                return ([.. bundle[..at], .. bundle[(at + length)..]], $"{length} bytes taken out at {at}");
            case 2:
                return ([.. bundle[..at], .. bundle[at..(at + length)], .. bundle[at..]], $"{length} bytes doubled at {at}");
            case 3:
                return ([.. bundle, .. bundle[at..(at + length)]], $"{length} bytes of {at} added at the end");
            case 4:
                random.NextBytes(copy.AsSpan(at, length));
                return (copy, $"{length} random bytes at {at}");
            default:
                var bit = random.Next(8);
                copy[at] ^= (byte)(1 << bit);
                return (copy, $"bit {bit} of byte {at} turned");
        }
    }
}
