using System.Text;

namespace SequenceLogging.Testing.InMemory.Answers;

/// <summary>How much is stored: texts as UTF-8, and so much for each row as its numbers take.</summary>
internal static class SizeAnswer
{
    private const int RowBytes = 64;

    public static long Of(Memory memory) =>
        memory.Sequences.Values.Sum(Of)
        + memory.EventIds.Sum(id => (long)id.Length)
        + memory.Rejections.Sum(r => Of(r.Row.Message, r.Row.Metadata, r.Row.Error) + (r.Row.Record?.Length ?? 0))
        + ((long)RowBytes * memory.Losses.Count);

    private static long Of(StoredSequence sequence) =>
        Of(sequence.Beginning.UserId?.Value, sequence.Beginning.Username, sequence.Beginning.Language, sequence.Beginning.Metadata)
        + sequence.Steps.Sum(s => Of(s.Message, s.Metadata, s.Error))
        + sequence.Links.Sum(l => Of(l.Key.Component, l.Key.EntityType, l.Key.EntityId, l.Key.LinkType, l.Metadata))
        + sequence.Errors.Sum(e => Of(e.Component, e.Message, e.Metadata, e.Error))
        + sequence.Statuses.Sum(s => Of(s.Reason))
        + sequence.Keys.Sum(key => Of(key));

    private static long Of(params ReadOnlySpan<string?> texts)
    {
        long bytes = RowBytes;
        foreach (var text in texts)
        {
            bytes += text is null ? 0 : Encoding.UTF8.GetByteCount(text);
        }

        return bytes;
    }
}
