namespace MigrationBuild.Diagnostics;

/// <summary>The order in which findings are told.</summary>
internal static class DiagnosticOrder
{
    /// <summary>By file (ordinal), line, column, code, message: the same on every machine.</summary>
    public static readonly Comparer<Diagnostic> ByPlace = Comparer<Diagnostic>.Create(Compare);

    private static int Compare(Diagnostic a, Diagnostic b)
    {
        var order = string.CompareOrdinal(a.Location?.File ?? "", b.Location?.File ?? "");
        if (order == 0)
            order = (a.Location?.Line ?? 0).CompareTo(b.Location?.Line ?? 0);
        if (order == 0)
            order = (a.Location?.Column ?? 0).CompareTo(b.Location?.Column ?? 0);
        if (order == 0)
            order = string.CompareOrdinal(a.Descriptor.Code, b.Descriptor.Code);
        return order == 0 ? string.CompareOrdinal(a.Message, b.Message) : order;
    }
}
