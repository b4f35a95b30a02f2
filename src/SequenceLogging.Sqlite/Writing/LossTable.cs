using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>The gaps in journeys; several at one place with one reason are one.</summary>
internal sealed class LossTable(Database database)
{
    /// <param name="record">The note.</param>
    /// <param name="sequence">The sequence that it is about; 0 where none is known.</param>
    /// <param name="afterStep">Order of the last step before the gap.</param>
    public void Add(in SequenceRecord record, long sequence, int afterStep)
    {
        var first = record.UnixMicroseconds;
        var last = first + (long)Math.Round(record.DurationMs * TimeSpan.MicrosecondsPerMillisecond);
        database.Prepare(
                """
                INSERT INTO losses (sequence, after_step, reason, count, first_at, last_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT (sequence, after_step, reason) DO UPDATE
                   SET count = count + ?4, first_at = min(first_at, ?5), last_at = max(last_at, ?6)
                """)
            .Bind(1, sequence)
            .Bind(2, afterStep)
            .BindText(3, record.Name)
            .Bind(4, record.Count)
            .Bind(5, first)
            .Bind(6, last)
            .Run();
    }
}
