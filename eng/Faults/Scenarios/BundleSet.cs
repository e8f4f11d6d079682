using MigrationBuild.Eng.Faults.Chains;

namespace MigrationBuild.Eng.Faults.Scenarios;

/// <summary>The bundles of one engine.</summary>
internal sealed record BundleSet(string Head, string Transactional, string Stepped, string TransactionalFailing, string SteppedFailing, string SteppedFailingUnproven)
{
    public static async Task<BundleSet> MakeAsync(string engine, string folder)
    {
        var maker = new BundleMaker(folder);
        var transactional = Chain.Transactional(engine);
        var stepped = Chain.Stepped(engine);
        var bundles = await Task.WhenAll(
            maker.MakeAsync(transactional, isProven: true),
            maker.MakeAsync(stepped, isProven: true),
            maker.MakeAsync(transactional.Failing(isUndoable: true), isProven: true),
            maker.MakeAsync(stepped.Failing(isUndoable: true), isProven: true),
            maker.MakeAsync(stepped.Failing(isUndoable: false), isProven: false));
        return new(transactional.Head, bundles[0], bundles[1], bundles[2], bundles[3], bundles[4]);
    }
}
