namespace System.Text;

/// <summary>One character of a text, of one or two UTF-16 units.</summary>
internal readonly struct Rune(string text, int at)
{
    public int Utf16SequenceLength => char.IsSurrogatePair(text, at) ? 2 : 1;

    public int Utf8SequenceLength => Encoding.UTF8.GetByteCount(text.ToCharArray(at, Utf16SequenceLength));
}
