using MigrationBuild.Chains;
using MigrationBuild.Compilation.Hazards;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Proofs;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.Compilation;

/// <summary>The build: reads the scripts of a project, checks and proves all of them, and keeps the lock file. The bundle is written by its caller.</summary>
public static class Compiler
{
    /// <summary>
    /// Reports every finding of every step. The lock file is written in update mode, where there was no error and a bundle was asked for:
    /// a script that the proof refuses is not locked yet and can be put right.
    /// </summary>
    /// <param name="scratch">Gives an engine's scratch databases; null where it has none.</param>
    public static Task<CompilationResult> CompileAsync(CompilationRequest request, Func<string, IScratchDriver?> scratch, CancellationToken cancellationToken) =>
        CompileAsync(request, scratch, _ => null, cancellationToken);

    /// <inheritdoc cref="CompileAsync(CompilationRequest, Func{string, IScratchDriver}, CancellationToken)"/>
    /// <param name="recognizers">Gives what understands an engine's statements, where <see cref="Recognizers"/> has nothing of its own; null where there is nothing.</param>
    public static async Task<CompilationResult> CompileAsync(
        CompilationRequest request, Func<string, IScratchDriver?> scratch, Func<string, IStatementRecognizer?> recognizers, CancellationToken cancellationToken)
    {
        var bag = new DiagnosticBag();
        var paths = new SourcePaths(request.ProjectDirectory, request.FullPaths);
        request = request with { Severities = SeveritySettings.Read(request, paths, DiskTexts.Instance, bag) };
        var front = FrontEnd.Run(request, paths, DiskTexts.Instance, bag);
        var store = LockStore.Read(request.LockFile, paths.Display(request.LockFile), bag);
        if (front is not null)
            CheckLock(request, front, store, paths.Display(request.LockFile), bag);
        if (front is null || request.Severities.HasErrors(bag))
            return Result(request, null, bag);

        var locked = LockMerge.Merge(store.Content!, front.Order);
        var chain = ChainBuilder.Build(front.Order, front.Repeatables, locked, front.Engine, front.Supported) with { PerformanceScripts = front.PerformanceScripts };
        var hazards = HazardCheck.Run(request, paths, chain, Recognizers.For(chain.Engine) ?? recognizers(chain.Engine), bag);
        chain = hazards.Chain;
        if (request.Severities.HasErrors(bag))
            return Result(request, null, bag);
        var proof = await ProveAsync(request, paths, chain, scratch, bag, cancellationToken).ConfigureAwait(false);
        hazards.Report(version => proof?.Of(version) is { } seen ? new SeenMigration(seen.Verdict, seen.Up) : null);
        if (request.LockMode == LockMode.Update && request.BundlePath is not null && chain.Migrations.Count > 0 && !request.Severities.HasErrors(bag))
            store.Write(locked);
        return Result(request, chain, bag) with { Proof = proof };
    }

    /// <summary>The same without a proof.</summary>
    public static CompilationResult Compile(CompilationRequest request) =>
        CompileAsync(request with { Proof = ProofMode.Off }, _ => null, CancellationToken.None).GetAwaiter().GetResult();

    private static CompilationResult Result(CompilationRequest request, MigrationChain? chain, DiagnosticBag bag)
    {
        var diagnostics = request.Severities.Apply(bag);
        var suppressed = bag.Sorted().Select(request.Severities.Suppression).OfType<SuppressedDiagnostic>().Concat(bag.Allowed)
            .OrderBy(s => s.Diagnostic, DiagnosticOrder.ByPlace).ToList();
        return new CompilationResult(chain is null || diagnostics.Any(IsError) ? null : Silencing.Record(chain, diagnostics, suppressed, request), diagnostics)
        {
            Suppressed = suppressed,
            Severities = request.Severities,
        };
    }

    private static void CheckLock(CompilationRequest request, FrontEnd front, LockStore store, string lockDisplay, DiagnosticBag bag)
    {
        if (store.Content is not { } locked)
            return;
        if (store.Exists)
        {
            LockCheck.Build(locked, front.Order, request.LockMode, front.Scripts, lockDisplay, bag);
            return;
        }
        if (request.LockMode == LockMode.Verify && front.Order.Migrations.Count > 0)
        {
            bag.Add(Descriptors.NotLocked, new SourceLocation(lockDisplay),
                "there is no lock file: build once on a developer's machine, or run `migrationbuild lock`, and commit the file beside the scripts");
        }
    }

    private static async Task<ChainProof?> ProveAsync(
        CompilationRequest request, SourcePaths paths, MigrationChain chain, Func<string, IScratchDriver?> scratch, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        if (request.Proof == ProofMode.Off)
            return null;
        if (scratch(chain.Engine) is not { } driver)
        {
            Prover.ReportUnavailable(request.Proof, $"this version makes no scratch databases of {chain.Engine}: try the down scripts on a copy of a database", bag);
            return null;
        }
        var options = new ProofOptions
        {
            Mode = request.Proof,
            ScratchConnection = request.ScratchConnection,
            CacheDirectory = request.ProofCache,
            ComparesColumnOrder = request.ProofColumnOrder,
            Seeds = new SeedReader(request, bag).Read(chain),
        };
        return request.Severities.HasErrors(bag) ? null : await new Prover(driver, options, paths.DisplayStored, bag).ProveAsync(chain, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
