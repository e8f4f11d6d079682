using MigrationBuild.Diagnostics;

namespace MigrationBuild.Scripts;

/// <summary>Files on the disk, as UTF-8; each that is none is a finding (MB1004, MB1114 to MB1116).</summary>
internal sealed class DiskTexts : ITextSource
{
    public static readonly DiskTexts Instance = new();

    private DiskTexts()
    {
    }

    public string? Read(string path, string display, DiagnosticBag bag)
    {
        try
        {
            return TextDecoder.Decode(File.ReadAllBytes(path), display, bag);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            bag.Add(Descriptors.UnreadableFile, new SourceLocation(display), $"the file cannot be read: {Reason.Of(e)}");
            return null;
        }
    }
}
