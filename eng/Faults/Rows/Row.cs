namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>One kind of fault.</summary>
/// <param name="key">For the command line.</param>
/// <param name="title">For the table.</param>
/// <param name="gate">How many cases a pull request waits for.</param>
/// <param name="full">How many the goals ask for.</param>
internal abstract class Row(string key, string title, int gate, int full)
{
    public string Key => key;

    public string Title => title;

    public int Gate => gate;

    public int Full => full;

    /// <summary>It waits more than it works, for a server of its own or one that cannot be reached: it runs beside the others.</summary>
    public virtual bool IsApart => false;

    /// <summary>Why this machine cannot do it; null where it can.</summary>
    public virtual string? WhySkipped(World world) => null;

    public abstract Task RunAsync(RowRun run);
}
