using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Compilation;

/// <summary>The build: reads the scripts of a project, checks all of them, and keeps the lock file. The bundle is written by its caller.</summary>
public static class Compiler
{
    /// <summary>Reports every finding of every step. The lock file is written in update mode, where there was no error and a bundle was asked for.</summary>
    public static CompilationResult Compile(CompilationRequest request)
    {
        var bag = new DiagnosticBag();
        var paths = new SourcePaths(request.ProjectDirectory, request.FullPaths);
        var front = FrontEnd.Run(request, paths, bag);
        var store = LockStore.Read(request.LockFile, paths.Display(request.LockFile), bag);
        if (front is not null)
            CheckLock(request, front, store, paths.Display(request.LockFile), bag);

        var chain = front is null || HasErrors(request, bag) ? null : BuildChain(request, front, store);
        var diagnostics = WithSeverities(request, bag);
        return new CompilationResult(diagnostics.Any(IsError) ? null : chain, diagnostics);
    }

    /// <summary>Sorted, as the project wants them.</summary>
    internal static IReadOnlyList<Diagnostic> WithSeverities(CompilationRequest request, DiagnosticBag bag) =>
        [.. bag.Sorted().Select(request.Severities.Apply).OfType<Diagnostic>()];

    internal static bool HasErrors(CompilationRequest request, DiagnosticBag bag) => WithSeverities(request, bag).Any(IsError);

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

    private static MigrationChain BuildChain(CompilationRequest request, FrontEnd front, LockStore store)
    {
        var locked = LockMerge.Merge(store.Content!, front.Order);
        if (request.LockMode == LockMode.Update && request.BundlePath is not null && front.Order.Migrations.Count > 0)
            store.Write(locked);
        return ChainBuilder.Build(front.Order, front.Repeatables, locked, front.Engine, front.Supported);
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
