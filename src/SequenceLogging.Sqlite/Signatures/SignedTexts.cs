using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Signatures;

/// <summary>
/// The texts of a row that are searched, as <see cref="SignatureSources.Texts"/> selects them behind the row's id and its sequence.
/// Each is asked for once, since that is a call into the library; they are gone with the statement's next step.
/// </summary>
/// <param name="values">Stands at the row.</param>
internal readonly ref struct SignedTexts(Statement values)
{
    public ReadOnlySpan<byte> First { get; } = values.Blob(2);

    public ReadOnlySpan<byte> Metadata { get; } = values.Blob(3);

    public ReadOnlySpan<byte> Last { get; } = values.Blob(4);

    public int Length => First.Length + Metadata.Length + Last.Length;
}
