using System.Text;

namespace MigrationBuild.Deployment.Gates;

/// <summary>The end of what a process prints, however much that is. Several threads may write.</summary>
internal sealed class LastLines
{
    public const int MostLines = 20;
    public const int MostLetters = 300;

    private readonly Queue<string> _lines = new();
    private readonly Lock _lock = new();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    /// <summary>Until the stream ends or is closed. Nothing of a stream is kept but the line that is being read.</summary>
    public async Task ReadAsync(TextReader reader)
    {
        var line = new StringBuilder();
        var buffer = new char[4096];
        try
        {
            while (await reader.ReadAsync(buffer) is var count and > 0)
            {
                foreach (var letter in buffer.AsSpan(0, count))
                    Take(letter, line);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The process is gone, and what it said last with it.
        }
        End(line);
    }

    private void Take(char letter, StringBuilder line)
    {
        if (letter is '\n')
            End(line);
        else if (line.Length == MostLetters)
            line.Append('…');
        // What moves a terminal's cursor has no place in a message of one line.
        else if (line.Length < MostLetters && !char.IsControl(letter))
            line.Append(letter);
    }

    private void End(StringBuilder line)
    {
        if (line.Length == 0)
            return;
        lock (_lock)
        {
            _lines.Enqueue(line.ToString().TrimEnd());
            if (_lines.Count > MostLines)
                _lines.Dequeue();
        }
        line.Clear();
    }
}
