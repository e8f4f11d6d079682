using MigrationBuild.Diagnostics;

namespace MigrationBuild.Bundles.Signing;

/// <summary>The file beside a bundle that holds its signature: `Shop.migrations.zip.sig`.</summary>
public static class SignatureFile
{
    /// <summary>A statement names each script in about 200 bytes: this is room for more scripts than a bundle may have.</summary>
    internal const int MaxBytes = 64 << 20;

    public static string PathOf(string bundle) => $"{bundle}.sig";

    /// <exception cref="MigrationException">MB1005.</exception>
    public static void Write(string bundle, byte[] content) => BundleFile.Write(PathOf(bundle), content);

    /// <summary>Null where there is none.</summary>
    /// <exception cref="MigrationException">MB5009: it is there, and cannot be read.</exception>
    internal static byte[]? Read(string bundle)
    {
        var path = PathOf(bundle);
        try
        {
            return LimitedFile.Read(path, MaxBytes) ?? throw Wrong(path, "it is larger than any signature");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, $"it cannot be read ({Reason.Of(e)})");
        }
    }

    internal static MigrationException Wrong(string path, string why) => new(Descriptors.SignatureWrong, ExitCode.Refused,
        $"the signature '{path}' does not fit the bundle beside it: {why}; nothing was touched. Take both again from the build that made them");
}
