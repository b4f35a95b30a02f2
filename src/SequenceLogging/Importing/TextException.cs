namespace SequenceLogging.Importing;

/// <summary>An exception of which only the text is left: the text is all that it says.</summary>
internal sealed class TextException(string text) : Exception(text)
{
    public override string ToString() => Message;
}
