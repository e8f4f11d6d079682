namespace MigrationBuild.Eng.Faults.Scenarios;

/// <summary>All commands that change something, on each engine: up, down, failing, with snapshot and without, snapshots themselves.</summary>
internal static class ScenarioList
{
    public const string First = "first";
    private const string Base = "";
    private const string One = "0001";

    public static IReadOnlyList<Scenario> Of(string engine, BundleSet bundles)
    {
        var low = ImageOf(engine, "transactional", One);
        var high = ImageOf(engine, "transactional", bundles.Head);
        var highStepped = ImageOf(engine, "stepped", bundles.Head);
        var method = engine == "sqlite" ? "backup" : "dump";
        List<Scenario> all =
        [
            new("first apply", engine, null, First, Base, bundles.Head, Outcome.AllOrNothing, Apply(bundles.Transactional)),
            new("apply", engine, low, "transactional", One, bundles.Head, Outcome.AllOrNothing, Apply(bundles.Transactional)),
            new("apply step by step", engine, low, "stepped", One, bundles.Head, Outcome.StepByStep, Apply(bundles.Stepped)) { HasStepOutside = true },
            new("rollback", engine, high, "transactional", bundles.Head, One, Outcome.AllOrNothing, Rollback(bundles.Transactional)),
            new("rollback step by step", engine, highStepped, "stepped", bundles.Head, One, Outcome.StepByStep, Rollback(bundles.Stepped)) { HasStepOutside = true },
            new("failing apply", engine, low, "transactional", One, bundles.Head, Outcome.AllOrNothing, Apply(bundles.TransactionalFailing))
                { MustFail = true, Again = Apply(bundles.Transactional) },
            new("failing apply, taken back by down steps", engine, low, "stepped", One, bundles.Head, Outcome.StepByStep, Apply(bundles.SteppedFailing))
                { MustFail = true, Again = Apply(bundles.Stepped), HasStepOutside = true },
            new("failing apply, taken back by the snapshot", engine, low, "stepped", One, bundles.Head, Outcome.StepByStep, Apply(bundles.SteppedFailingUnproven))
                { MustFail = true, Again = Apply(bundles.Stepped), HasStepOutside = true },
            new("snapshot create", engine, high, "transactional", bundles.Head, bundles.Head, Outcome.Unchanged, Create(engine, method)),
            new("snapshot restore", engine, high, "transactional", bundles.Head, One, Outcome.AllOrNothing, Restore(engine)) { Snapshot = (low, method) },
        ];
        if (engine == "sqlite")
        {
            all.Add(new("snapshot restore over damage", engine, high, "transactional", bundles.Head, One, Outcome.AllOrNothing, Restore(engine)) { Snapshot = (low, method), IsDamaged = true });
        }
        else
        {
            all.Add(new("template snapshot create", engine, high, "transactional", bundles.Head, bundles.Head, Outcome.Unchanged, Create(engine, "template")));
            all.Add(new("template snapshot restore", engine, high, "transactional", bundles.Head, One, Outcome.AllOrNothing, Restore(engine)) { Snapshot = (low, "template") });
        }
        return all;
    }

    public static string ImageOf(string engine, string line, string version) => $"{engine}_{line}_{version}";

    private static string[] Apply(string bundle) => ["apply", "-b", bundle, "-c", "{db}", "--snapshot-dir", "{dir}", "--lock-timeout", "20s"];

    private static string[] Rollback(string bundle) => ["rollback", "--to", One, "--yes", "-b", bundle, "-c", "{db}", "--snapshot-dir", "{dir}", "--lock-timeout", "20s"];

    private static string[] Create(string engine, string method) => ["snapshot", "create", "--engine", engine, "--snapshot", method, "-c", "{db}", "--snapshot-dir", "{dir}"];

    private static string[] Restore(string engine) => ["snapshot", "restore", "{snapshot}", "--yes", "--engine", engine, "-c", "{db}", "--snapshot-dir", "{dir}"];
}
