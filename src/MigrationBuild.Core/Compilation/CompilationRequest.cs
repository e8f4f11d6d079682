using MigrationBuild.Chains;
using MigrationBuild.Diagnostics.Severities;
using MigrationBuild.Proofs;

namespace MigrationBuild.Compilation;

/// <summary>What the build, or `check`, asks to be compiled. All paths are absolute.</summary>
public sealed record CompilationRequest
{
    /// <summary>Shown paths are relative to this folder.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>As the project wrote it; may be unknown.</summary>
    public required string Engine { get; init; }

    /// <summary>The scripts of the chain, in any order.</summary>
    public required IReadOnlyList<string> Scripts { get; init; }

    /// <summary>Files whose name begins with `_`: never part of the chain, but named in the message of a gap that they would fill.</summary>
    public IReadOnlyList<string> Templates { get; init; } = [];

    /// <summary>The lock file; may not exist yet.</summary>
    public required string LockFile { get; init; }

    public LockMode LockMode { get; init; } = LockMode.Verify;

    /// <summary>As the project wrote it: the highest version that the application can work with; empty: no limit.</summary>
    public string SupportedVersion { get; init; } = "";

    /// <summary>As the project wrote it: the oldest server that the scripts have to run on; empty: the oldest that is supported.</summary>
    public string TargetVersion { get; init; } = "";

    /// <summary>As the project wrote it: the newest version that a database in use has, or `none`; empty: not known.</summary>
    public string ReleasedVersion { get; init; } = "";

    /// <summary>Where the bundle goes; null: check only, write nothing (not even the lock file).</summary>
    public string? BundlePath { get; init; }

    public ProofMode Proof { get; init; } = ProofMode.Auto;

    /// <summary>Scripts with rows for the scratch tables.</summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

    /// <summary>Files with queries whose time a deployment compares.</summary>
    public IReadOnlyList<string> PerformanceFiles { get; init; } = [];

    /// <summary>The folder that keeps what was proven; null: nothing is kept.</summary>
    public string? ProofCache { get; init; }

    /// <summary>Count another order of columns as another schema.</summary>
    public bool ProofColumnOrder { get; init; }

    /// <summary>Where scratch databases can be made; null: on this machine. May hold a secret, and is in no file.</summary>
    public string? ScratchConnection { get; init; }

    /// <summary>The file of the private key that signs the bundle; null: it is not signed. Its path is in no file either.</summary>
    public string? SigningKey { get; init; }

    /// <summary>What the properties of the C# compiler say.</summary>
    public SeverityPolicy Severities { get; init; } = SeverityPolicy.Default;

    /// <summary>Severities of codes as the project wrote them: `MB3001=error;MB3105=none`.</summary>
    public string Severity { get; init; } = "";

    /// <summary>The file with more of them, in the form of a `.globalconfig`; null: no more.</summary>
    public string? GlobalConfig { get; init; }

    /// <summary>Codes that are not reported in single scripts, by the script's path.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> NoWarnOfScripts { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Show absolute paths, as editors ask for with `GenerateFullPaths`.</summary>
    public bool FullPaths { get; init; }
}
