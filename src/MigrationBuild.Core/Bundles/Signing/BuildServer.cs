using System.Text.RegularExpressions;

namespace MigrationBuild.Bundles.Signing;

/// <summary>What the variables of the usual build servers say. They are read by name: no other variable gets near a provenance.</summary>
internal sealed partial class BuildServer(Func<string, string?> variable)
{
    public string? Commit { get; private set; }

    public string? Repository { get; private set; }

    public string? Reference { get; private set; }

    public string? Builder { get; private set; }

    public string? Run { get; private set; }

    public static BuildServer Read(Func<string, string?> variable)
    {
        var server = new BuildServer(variable);
        if (variable("GITHUB_ACTIONS") == "true")
            server.ReadGitHub();
        else if (variable("GITLAB_CI") == "true")
            server.ReadGitLab();
        else if (string.Equals(variable("TF_BUILD"), "true", StringComparison.OrdinalIgnoreCase))
            server.ReadAzure();
        else if (variable("JENKINS_URL") is { Length: > 0 })
            server.ReadJenkins();
        return server;
    }

    /// <summary>Null where it is not the whole name of a commit.</summary>
    public static string? AsCommit(string? text) => text is not null && Hash().IsMatch(text) ? text.ToLowerInvariant() : null;

    private void ReadGitHub()
    {
        var server = variable("GITHUB_SERVER_URL");
        Repository = Address($"{server}/{variable("GITHUB_REPOSITORY")}");
        Commit = AsCommit(variable("GITHUB_SHA"));
        Reference = Plain(variable("GITHUB_REF"));
        Builder = variable("GITHUB_WORKFLOW_REF") is { Length: > 0 } workflow ? Address($"{server}/{workflow}") : null;
        if (Number(variable("GITHUB_RUN_ID")) is { } run)
            Run = Address($"{Repository}/actions/runs/{run}/attempts/{Number(variable("GITHUB_RUN_ATTEMPT")) ?? "1"}");
    }

    private void ReadGitLab()
    {
        Repository = Address(variable("CI_PROJECT_URL"));
        Commit = AsCommit(variable("CI_COMMIT_SHA"));
        Reference = Plain(variable("CI_COMMIT_REF_NAME"));
        if (Repository is not null && Number(variable("CI_RUNNER_ID")) is { } runner)
            Builder = $"{Repository}/-/runners/{runner}";
        Run = Address(variable("CI_JOB_URL"));
    }

    private void ReadAzure()
    {
        Repository = Address(variable("BUILD_REPOSITORY_URI"));
        Commit = AsCommit(variable("BUILD_SOURCEVERSION"));
        Reference = Plain(variable("BUILD_SOURCEBRANCH"));
        var project = Address($"{variable("SYSTEM_COLLECTIONURI")?.TrimEnd('/')}/{variable("SYSTEM_TEAMPROJECT")}");
        if (project is not null && Number(variable("SYSTEM_DEFINITIONID")) is { } definition)
            Builder = $"{project}/_build?definitionId={definition}";
        if (project is not null && Number(variable("BUILD_BUILDID")) is { } run)
            Run = $"{project}/_build/results?buildId={run}";
    }

    private void ReadJenkins()
    {
        Repository = Address(variable("GIT_URL"));
        Commit = AsCommit(variable("GIT_COMMIT"));
        Reference = Plain(variable("GIT_BRANCH"));
        Builder = Address(variable("JOB_URL"));
        Run = Address(variable("BUILD_URL"));
    }

    // Whoever clones by `https://user:token@host` has the token in this variable: only host and path are taken.
    private static string? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.AbsolutePath.Length > 1
            ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : null;

    private static string? Number(string? text) => text is not null && Digits().IsMatch(text) ? text : null;

    private static string? Plain(string? text) => text is not null && Name().IsMatch(text) ? text : null;

    [GeneratedRegex(@"\A([0-9a-fA-F]{40}|[0-9a-fA-F]{64})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Hash();

    [GeneratedRegex(@"\A[0-9]{1,20}\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A[\w./+-]{1,250}\z")]
    private static partial Regex Name();
}
