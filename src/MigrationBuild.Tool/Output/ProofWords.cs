using System.Globalization;
using MigrationBuild.Drivers;
using MigrationBuild.Proofs;

namespace MigrationBuild.Tool.Output;

/// <summary>What the build saw, in few words.</summary>
internal static class ProofWords
{
    private const int MostDetails = 3;

    // Those that let others read and write meanwhile.
    private static readonly string[] WeakLocks = ["RowShare", "RowExclusive", "ShareUpdateExclusive"];

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Exact => "proven",
        Verdict.Lossy => "loses data",
        Verdict.Wrong => "wrong",
        Verdict.NotRepeatable => "works once",
        Verdict.Irreversible => "none, on purpose",
        _ => "not proven",
    };

    /// <summary>`way back loses data: users.email: 18 of 24 values are lost`; null where it is proven.</summary>
    public static string? WayBack(MigrationProof proof) => proof.Verdict == Verdict.Exact ? null
        : $"way back: {Of(proof.Verdict)}: {string.Join("; ", proof.Details.Take(MostDetails))}{(proof.Details.Count > MostDetails ? $"; and {proof.Details.Count - MostDetails} more" : "")}";

    /// <summary>`ALTER TABLE users ADD …: AccessExclusive on public.users, rewrites it`; null where it keeps nobody waiting.</summary>
    public static string? Effect(StatementObservation statement)
    {
        var locks = statement.Locks.Where(l => !WeakLocks.Contains(l.Mode)).GroupBy(l => l.Mode, l => l.Relation).Select(g => $"{g.Key} on {string.Join(", ", g)}");
        List<string> effects = [.. locks, .. Listed("rewrites", statement.Rewritten), .. Listed("reads all of", statement.Scanned)];
        return effects.Count == 0 ? null : $"{statement.Statement}: {string.Join("; ", effects)}";
    }

    /// <summary>`public.users (~1200 rows, 3 MiB)`.</summary>
    public static string Table(string name, TableSize? size)
    {
        List<string> facts = [];
        if (size?.Rows is { } rows)
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"~{rows} rows"));
        if (size?.Bytes is { } bytes)
            facts.Add(ConsoleObserver.Size(bytes));
        return facts.Count == 0 ? name : $"{name} ({string.Join(", ", facts)})";
    }

    private static IEnumerable<string> Listed(string verb, IReadOnlyList<string> names) => names.Count == 0 ? [] : [$"{verb} {string.Join(", ", names)}"];
}
