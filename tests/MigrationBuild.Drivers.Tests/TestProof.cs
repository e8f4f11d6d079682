using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Proofs;
using MigrationBuild.Schemas;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests;

/// <summary>What a build proves of a chain whose down scripts are known to be true: the schemas, read from a real database of the test's own.</summary>
internal static class TestProof
{
    /// <param name="scratch">Empty.</param>
    public static async Task<ChainProof> MakeAsync(IDatabase scratch, MigrationChain chain, CancellationToken cancellationToken)
    {
        var migrations = new List<MigrationProof>();
        var before = new Schema([]);
        foreach (var migration in chain.Migrations)
        {
            var change = SchemaChange.Between(before, await RunAsync(migration.Up));
            before = change.ApplyTo(before);
            migrations.Add(new MigrationProof { Version = migration.Version.Text, Verdict = Verdict.Exact, Change = change });
        }
        var after = before;
        foreach (var repeatable in chain.Repeatables)
            after = await RunAsync(repeatable.Script);
        return new ChainProof { EngineVersion = scratch.EngineVersion, Migrations = migrations, Repeatables = SchemaChange.Between(before, after) };

        async Task<Schema> RunAsync(MigrationScript script)
        {
            if (script.Transactional)
                await scratch.BeginAsync(cancellationToken);
            await scratch.ExecuteAsync(script, cancellationToken);
            if (script.Transactional)
                await scratch.CommitAsync(cancellationToken);
            return await scratch.ReadSchemaAsync(cancellationToken);
        }
    }

    /// <summary>The bundle with a proof, written and read as a build and a deployment do it.</summary>
    public static Bundle With(this Bundle bundle, ChainProof proof) => BundleReader.Read(BundleWriter.Write(bundle.Chain, "0.1.0", proof), "test");
}
