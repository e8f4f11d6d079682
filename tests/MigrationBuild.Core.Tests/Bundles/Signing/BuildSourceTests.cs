using MigrationBuild.Bundles.Signing;

namespace MigrationBuild.Tests.Bundles.Signing;

/// <summary>Where a bundle comes from, as git and the build servers tell it; and what of theirs never gets in.</summary>
[TestClass]
public sealed class BuildSourceTests
{
    private static readonly string Commit = new('a', 40);
    private static readonly string Other = new('b', 40);

    private readonly TemporaryProject _project = new();

    [TestCleanup]
    public void Remove() => _project.Dispose();

    [TestMethod]
    public void GitHub_is_read()
    {
        var source = Read(new()
        {
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_SERVER_URL"] = "https://git.example",
            ["GITHUB_REPOSITORY"] = "shop/db",
            ["GITHUB_SHA"] = Commit,
            ["GITHUB_REF"] = "refs/heads/main",
            ["GITHUB_WORKFLOW_REF"] = "shop/db/.github/workflows/build.yml@refs/heads/main",
            ["GITHUB_RUN_ID"] = "77",
            ["GITHUB_RUN_ATTEMPT"] = "2",
        });
        Assert.AreEqual(
            new BuildSource(Commit, "https://git.example/shop/db", "refs/heads/main", "https://git.example/shop/db/.github/workflows/build.yml@refs/heads/main", "https://git.example/shop/db/actions/runs/77/attempts/2", null),
            source);
    }

    [TestMethod]
    public void Azure_is_read_and_a_token_in_the_address_is_left_out()
    {
        var source = Read(new()
        {
            ["TF_BUILD"] = "True",
            ["BUILD_REPOSITORY_URI"] = "https://me:canary@dev.example/shop/_git/db?token=canary#canary",
            ["BUILD_SOURCEVERSION"] = Commit,
            ["BUILD_SOURCEBRANCH"] = "refs/heads/main",
            ["SYSTEM_COLLECTIONURI"] = "https://dev.example/shop/",
            ["SYSTEM_TEAMPROJECT"] = "my db",
            ["SYSTEM_DEFINITIONID"] = "3",
            ["BUILD_BUILDID"] = "9",
        });
        Assert.AreEqual(
            new BuildSource(Commit, "https://dev.example/shop/_git/db", "refs/heads/main", "https://dev.example/shop/my%20db/_build?definitionId=3", "https://dev.example/shop/my%20db/_build/results?buildId=9", null),
            source);
    }

    [TestMethod]
    public void GitLab_and_Jenkins_are_read()
    {
        Assert.AreEqual(
            new BuildSource(Commit, "https://lab.example/shop/db", "main", "https://lab.example/shop/db/-/runners/5", "https://lab.example/shop/db/-/jobs/8", null),
            Read(new() { ["GITLAB_CI"] = "true", ["CI_PROJECT_URL"] = "https://lab.example/shop/db", ["CI_COMMIT_SHA"] = Commit, ["CI_COMMIT_REF_NAME"] = "main", ["CI_RUNNER_ID"] = "5", ["CI_JOB_URL"] = "https://lab.example/shop/db/-/jobs/8" }));
        Assert.AreEqual(
            new BuildSource(Commit, "https://git.example/db.git", "origin/main", "https://ci.example/job/db/", "https://ci.example/job/db/4/", null),
            Read(new() { ["JENKINS_URL"] = "https://ci.example/", ["GIT_URL"] = "https://u:canary@git.example/db.git", ["GIT_COMMIT"] = Commit, ["GIT_BRANCH"] = "origin/main", ["JOB_URL"] = "https://ci.example/job/db/", ["BUILD_URL"] = "https://ci.example/job/db/4/" }));
    }

    [TestMethod]
    public void What_is_no_commit_address_or_name_is_left_out()
    {
        Assert.AreEqual(new BuildSource(null, null, null, BuildSource.LocalBuilder, null, null), Read(new()
        {
            ["SOURCE_REVISION"] = "main",
            ["JENKINS_URL"] = "x",
            ["GIT_URL"] = "git@git.example:db.git",
            ["GIT_COMMIT"] = "a\nb",
            ["GIT_BRANCH"] = "a b",
            ["JOB_URL"] = "file:///home/me/db",
            ["BUILD_URL"] = "nonsense",
        }));
        Assert.AreEqual(new BuildSource(null, null, null, BuildSource.LocalBuilder, null, null), Read([]));
        Assert.AreEqual(Commit, Read(new() { ["SOURCE_REVISION"] = Commit.ToUpperInvariant() }).Commit);
    }

    [TestMethod]
    public void Git_tells_the_commit_in_each_of_its_forms()
    {
        var git = Path.Combine(_project.Root, ".git");
        Write(Path.Combine(git, "HEAD"), Commit + "\n");
        Assert.AreEqual(Commit, OfProject().Commit, "no branch is checked out");

        Write(Path.Combine(git, "HEAD"), "ref: refs/heads/main\n");
        Assert.IsNull(OfProject().Commit, "no commit yet");
        Write(Path.Combine(git, "packed-refs"), $"# pack-refs\n{Other} refs/heads/other\n{Commit} refs/heads/main\n^{Other}\n");
        Assert.AreEqual(Commit, OfProject().Commit, "packed");
        Write(Path.Combine(git, "refs", "heads", "main"), Other + "\n");
        Assert.AreEqual(Other, OfProject().Commit, "a loose one is newer");

        var linked = Path.Combine(_project.Root, "linked");
        Write(Path.Combine(linked, ".git"), $"gitdir: {Path.Combine(git, "worktrees", "linked")}\n");
        Write(Path.Combine(git, "worktrees", "linked", "HEAD"), "ref: refs/heads/other\n");
        Write(Path.Combine(git, "worktrees", "linked", "commondir"), "../..\n");
        Write(Path.Combine(git, "packed-refs"), $"{Commit} refs/heads/other\n");
        Assert.AreEqual(Commit, BuildSources.OfProject(Path.Combine(linked), "none", _ => null).Commit, "a linked work tree");
    }

    [TestMethod]
    public void What_is_checked_out_counts_before_what_the_build_server_says_and_an_explicit_word_before_both()
    {
        Write(Path.Combine(_project.Root, ".git", "HEAD"), Commit + "\n");
        Dictionary<string, string> server = new() { ["GITLAB_CI"] = "true", ["CI_PROJECT_URL"] = "https://lab.example/other", ["CI_COMMIT_SHA"] = Other };
        var source = BuildSources.OfProject(_project.Root, "none", server.GetValueOrDefault);
        Assert.AreEqual(Commit, source.Commit);
        Assert.IsNull(source.Repository, "the server speaks of another commit, which may be of another repository");
        server["SOURCE_REVISION"] = Other;
        Assert.AreEqual(Other, BuildSources.OfProject(_project.Root, "none", server.GetValueOrDefault).Commit);
    }

    private static BuildSource Read(Dictionary<string, string> variables) => BuildSources.OfVariables(variables.GetValueOrDefault);

    private BuildSource OfProject() => BuildSources.OfProject(_project.MigrationsFolder, _project.LockPath, _ => null);

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
