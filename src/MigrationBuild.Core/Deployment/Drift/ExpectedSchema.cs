using System.Text.RegularExpressions;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.Schemas;

namespace MigrationBuild.Deployment.Drift;

/// <summary>What the build's scratch database held at a point of the chain, and how far a real one can be held to it.</summary>
/// <param name="LeftOut">Objects that are not compared, by kind and name.</param>
/// <param name="WhyUncertain">Why a difference may be nobody's doing; null where it is somebody's.</param>
public sealed partial record ExpectedSchema(Schema Schema, IReadOnlySet<(string Kind, string Name)> LeftOut, string? WhyUncertain)
{
    /// <summary>Null where the build did not come so far.</summary>
    /// <param name="engineVersion">Of the database, as <see cref="Drivers.IDatabase.EngineVersion"/> gives it.</param>
    public static ExpectedSchema? At(ChainPoint point, ChainProof proof, string engineVersion)
    {
        var isKnown = point.NeverRepeated || point.RepeatedAtHead;
        if (proof.SchemaAt(point.Count, withRepeatables: point is { NeverRepeated: false, RepeatedAtHead: true }) is not { } schema)
            return null;
        var why = WhyUncertainAt(point, proof, isKnown, engineVersion);
        return new(schema, isKnown ? new HashSet<(string, string)>() : Touched(proof.Repeatables), why);
    }

    private static string? WhyUncertainAt(ChainPoint point, ChainProof proof, bool isKnown, string engineVersion)
    {
        if (MajorVersion(engineVersion) != MajorVersion(proof.EngineVersion))
            return $"this is {engineVersion}, the build's scratch database was {proof.EngineVersion}, and another version may write the same schema in other words";
        if (!isKnown)
            return "repeatable scripts ran here at another version or with another text than the bundle's, and what those left is not known";
        var migrations = point.Chain.Migrations;
        if (migrations.Take(point.Count).FirstOrDefault(m => m.Up.Allowed.Any(a => a.Code == Descriptors.UnexpectedSchema.Code)) is { } free)
            return $"{free} allows {Descriptors.UnexpectedSchema.Code}: what it makes depends on the database";
        // What such a down script leaves is other than what was there before the up script, or was never tried.
        return point.WentDown.Where(i => proof.Migrations[i].Verdict is not (Verdict.Exact or Verdict.Lossy)).Select(i => migrations[i]).FirstOrDefault() is { } down
            ? $"the down script of {down}, which the build did not find to restore the schema, ran here"
            : null;
    }

    private static HashSet<(string Kind, string Name)> Touched(SchemaChange? change) =>
        change is null ? [] : [.. change.Removed.Concat(change.Set).Select(o => (o.Kind, o.Name))];

    /// <summary>`15` of `PostgreSQL 15.14`, and of a product that is one: `Aurora PostgreSQL 15.4`.</summary>
    private static string MajorVersion(string engineVersion) => FirstNumber().Match(engineVersion).Value;

    [GeneratedRegex("[0-9]+")]
    private static partial Regex FirstNumber();
}
