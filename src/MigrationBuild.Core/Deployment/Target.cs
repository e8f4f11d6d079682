using System.Globalization;
using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Deployment;

/// <summary>What `--to` means on a chain: a version, `head`, `base`, `+2`, `-1`.</summary>
public static class Target
{
    /// <returns>How many migrations are applied once the target is reached.</returns>
    /// <exception cref="MigrationException">MB6011: no such place on this chain.</exception>
    public static int Resolve(string text, MigrationChain chain, int appliedCount)
    {
        if (text.Equals("head", StringComparison.OrdinalIgnoreCase))
            return chain.Migrations.Count;
        if (text.Equals("base", StringComparison.OrdinalIgnoreCase))
            return 0;
        if (text.Length > 1 && text[0] is '+' or '-')
            return Relative(text, chain, appliedCount);
        if (MigrationVersion.TryParse(text) is { } version)
            return Absolute(version, chain);
        throw Unknown($"'{text}' is no target: give a version, 'head', 'base', '+N' or '-N'");
    }

    private static int Relative(string text, MigrationChain chain, int appliedCount)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset))
            throw Unknown($"'{text}' is no target: give a version, 'head', 'base', '+N' or '-N'");
        var count = (long)appliedCount + offset;
        if (count < 0 || count > chain.Migrations.Count)
            throw Unknown($"'{text}' leads outside the chain: {appliedCount} of {chain.Migrations.Count} migrations are applied");
        return (int)count;
    }

    private static int Absolute(MigrationVersion version, MigrationChain chain)
    {
        var index = chain.IndexOf(version);
        if (index >= 0)
            return index + 1;
        var isBase = version.Equals(chain.BaseVersion) || (chain.BaseVersion is null && version.Key == "0");
        return isBase
            ? 0
            : throw Unknown($"the bundle has no version {version}: it goes from {chain.Migrations[0].Version} to {chain.Head!.Version}");
    }

    private static MigrationException Unknown(string message) => new(Descriptors.UnknownTarget, ExitCode.Usage, message);
}
