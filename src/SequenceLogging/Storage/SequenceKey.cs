using System.Text;

namespace SequenceLogging.Storage;

/// <summary>Which sequence a record is about: by its id or, where it has none yet, by its key.</summary>
/// <param name="Id">As <see cref="SequenceId.ToInt64"/> gives it; 0 where the key names it, or nothing does.</param>
/// <param name="Key">The key; null where there is none.</param>
internal readonly record struct SequenceKey(long Id, string? Key)
{
    public static SequenceKey Of(in SequenceRecord record) =>
        new(record.Sequence, record.Sequence != 0 || record.Key.IsEmpty ? null : Encoding.UTF8.GetString(record.Key));
}
