using System.Text;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>The lock file on the disk.</summary>
internal sealed class LockStore
{
    private readonly string _path;
    private readonly string _display;
    private readonly DiagnosticBag _bag;
    private string? _text;

    private LockStore(string path, string display, DiagnosticBag bag)
    {
        _path = path;
        _display = display;
        _bag = bag;
    }

    public bool Exists => _text is not null;

    /// <summary>What is in it: empty where there is no file, null where findings were added.</summary>
    public LockFile? Content { get; private set; }

    public static LockStore Read(string path, string display, DiagnosticBag bag)
    {
        var store = new LockStore(path, display, bag);
        store.Content = store.Read();
        return store;
    }

    /// <summary>Writes the file where its text differs: whole or not at all. False where nothing was written.</summary>
    public bool Write(LockFile content)
    {
        var text = content.ToText();
        if (text == _text)
            return false;
        var temporary = _path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, _path, overwrite: true);
            _text = text;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            _bag.Add(Descriptors.UnwritableFile, new SourceLocation(_display), $"the lock file cannot be written: {Reason.Of(e)}");
            return false;
        }
    }

    private LockFile? Read()
    {
        try
        {
            _text = TextDecoder.Decode(File.ReadAllBytes(_path), _display, _bag);
            return _text is null ? null : LockFileReader.Parse(_text, _display, _bag);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return LockFile.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _bag.Add(Descriptors.UnreadableFile, new SourceLocation(_display), $"the lock file cannot be read: {Reason.Of(e)}");
            return null;
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure to write is reported; what could not be created cannot be deleted either.
        }
    }
}
