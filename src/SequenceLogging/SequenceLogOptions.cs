using SequenceLogging.Delivery;
using SequenceLogging.Storage;

namespace SequenceLogging;

/// <summary>Settings of a <see cref="SequenceLog"/>.</summary>
public sealed class SequenceLogOptions
{
    /// <summary>
    /// Where the sequences are kept, in the words of the store provider (a path, a connection string). Default: the
    /// provider's own.
    /// </summary>
    public string? Store { get; set; }

    /// <summary>Opens the store; set by <c>UseSqlite()</c> and its like.</summary>
    public ISequenceStoreProvider? Provider { get; set; }

    /// <summary>
    /// Whether records are in a journal, which survives the end of the process, before the log call returns; default true.
    /// Without it a killed process loses what it has logged within the last <see cref="BatchDelay"/> and commit; what an earlier
    /// process has left in a journal is brought home all the same.
    /// </summary>
    public bool UseJournal { get; set; } = true;

    /// <summary>
    /// A folder for journals, in which each store has one of its own; default is beside the store. All processes that write to a
    /// store must name the same one.
    /// </summary>
    public string? JournalPath { get; set; }

    /// <summary>Most records that one transaction writes; default 32,768, from 1 to 262,144. Larger ones pay under load, and hold up
    /// <c>Begin</c> for as long as they take.</summary>
    public int BatchSize { get; set; } = 32_768;

    /// <summary>
    /// How long the writer waits for company before it writes; default 10 ms, from 0 to 10 s. A flush does not wait, and nothing does
    /// where a quarter of <see cref="BatchSize"/> is there already.
    /// </summary>
    public TimeSpan BatchDelay { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Most bytes that wait to be written; default 32 MiB, from 1 MiB to 16 GiB. An eighth of it is kept for failed steps,
    /// errors, links and status changes. What happens beyond that is <see cref="Overflow"/>'s to say.
    /// </summary>
    public long QueueBytes { get; set; } = 32L << 20;

    /// <summary>
    /// Most records that wait to be written; default 1,000,000, from 1,000 to 1,000,000,000, with the same reserve as
    /// <see cref="QueueBytes"/>.
    /// </summary>
    public long QueueRecords { get; set; } = 1_000_000;

    /// <summary>What a log call does when there is no room; default <see cref="OverflowPolicy.Wait"/>.</summary>
    public OverflowPolicy Overflow { get; set; }

    /// <summary>
    /// How long a log call waits for room under <see cref="OverflowPolicy.Wait"/> before its records are dropped; default 1 s,
    /// from 0 to 60 s.
    /// </summary>
    public TimeSpan FullWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long disposing waits for what is still on its way; default 10 s, from 0 to 10 min.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a question asked through the log waits for what was logged before it; default 5 s, from 0 to 10 min.
    /// </summary>
    public TimeSpan ReadYourWritesTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long an audited log call waits for the store before it throws; default 30 s, from 1 ms to 10 min.
    /// </summary>
    public TimeSpan AuditTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a sequence that begins waits for its id; default 2 s, from 1 ms to 10 min. After that the scope of
    /// <see cref="SequenceLog.Begin"/> is pending, and <see cref="SequenceLog.IssueAsync"/> throws.
    /// </summary>
    public TimeSpan IdTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether <see cref="SequenceLog.Begin"/> and <see cref="SequenceLog.BeginOrResume"/> throw when the store issues no id within
    /// <see cref="IdTimeout"/>; default false: the scope is pending, and gets its id when the store issues it.
    /// </summary>
    public bool RequireId { get; set; }

    /// <summary>
    /// How many ids this process takes from the store at a time, from 1 to 1,000,000; default null: as many as it has issued in the
    /// last second, and one by one where those are fewer than 32.
    /// <para>With 1, or without a journal, ids are contiguous and in the order of time over all processes, and
    /// <see cref="SequenceLog.Begin"/> waits for a commit. With more it takes the next number of a block that is this process's own,
    /// notes the beginning in the journal, and does not wait. The next block is fetched when half of one is used. What is left goes
    /// back, by default when the pace slows down, and always at the end; of a process that is killed the next one gives it back.
    /// Where another process has taken ids meanwhile, and after a restart of the machine, it is a gap, which <c>seqlog doctor</c>
    /// explains.</para>
    /// </summary>
    public int? IdBlockSize { get; set; }

    /// <summary>
    /// Whether a scope puts the id into the W3C baggage of the current activity, as <c>sequence.id</c>; default false. What calls
    /// other services then takes it along, to strangers too; <see cref="SequenceLog.TryExtract"/> reads it there.
    /// </summary>
    public bool PutInBaggage { get; set; }

    /// <summary>
    /// How long a sequence is kept after the last thing that happened in it; default null: for ever. Sequences that are still
    /// <see cref="SequenceStatus.Active"/> are kept unless <see cref="RetainActive"/> is off. From 1 minute to 10,000 days.
    /// </summary>
    public TimeSpan? RetainFor { get; set; }

    /// <summary>
    /// Most bytes that the store's data may take (<see cref="ISequenceReader.GetSizeAsync"/>); default null: no limit; at least
    /// 1 MiB. Beyond that the oldest sequences go that have ended, and in which nothing has happened for an hour.
    /// </summary>
    public long? RetainBytes { get; set; }

    /// <summary>
    /// Whether sequences that never ended are kept, however long ago the last thing happened in them; default true. When false,
    /// <see cref="RetainFor"/> removes them as it does the others, and <see cref="RetainBytes"/> when those are not enough.
    /// </summary>
    public bool RetainActive { get; set; } = true;

    /// <summary>The clock; default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Finds everything that is wrong with the settings.</summary>
    /// <returns>One sentence for each; none when all is well.</returns>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Provider is null)
        {
            errors.Add(
                "No sequence store is configured. Call UseSqlite(path) on the options, from the package SequenceLogging.Sqlite; or "
                + "UsePostgreSql(connectionString) from SequenceLogging.PostgreSql, UseLiteDb(path) from SequenceLogging.LiteDb, or in "
                + "tests UseInMemory() from SequenceLogging.Testing.");
        }

        Check(BatchSize is >= 1 and <= 262_144, nameof(BatchSize), BatchSize, "from 1 to 262,144");
        CheckTime(BatchDelay, TimeSpan.FromSeconds(10), nameof(BatchDelay), "from 0 to 10 s");
        Check(QueueBytes is >= 1L << 20 and <= 16L << 30, nameof(QueueBytes), QueueBytes, "from 1 MiB to 16 GiB");
        Check(QueueRecords is >= 1_000 and <= 1_000_000_000, nameof(QueueRecords), QueueRecords, "from 1,000 to 1,000,000,000");
        Check(Enum.IsDefined(Overflow), nameof(Overflow), Overflow, "Wait, Drop or Block");
        CheckTime(FullWait, TimeSpan.FromSeconds(60), nameof(FullWait), "from 0 to 60 s");
        CheckTime(ShutdownTimeout, TimeSpan.FromMinutes(10), nameof(ShutdownTimeout), "from 0 to 10 min");
        CheckTime(ReadYourWritesTimeout, TimeSpan.FromMinutes(10), nameof(ReadYourWritesTimeout), "from 0 to 10 min");
        Check(AuditTimeout > TimeSpan.Zero, nameof(AuditTimeout), AuditTimeout, "above 0");
        CheckTime(AuditTimeout, TimeSpan.FromMinutes(10), nameof(AuditTimeout), "up to 10 min");
        Check(IdTimeout > TimeSpan.Zero, nameof(IdTimeout), IdTimeout, "above 0");
        CheckTime(IdTimeout, TimeSpan.FromMinutes(10), nameof(IdTimeout), "up to 10 min");
        Check(IdBlockSize is null or (>= 1 and <= IdBlock.LargestSize), nameof(IdBlockSize), IdBlockSize ?? 0, "from 1 to 1,000,000");
        Check(RetainFor is null || RetainFor >= TimeSpan.FromMinutes(1), nameof(RetainFor), RetainFor ?? default, "at least 1 min");
        CheckTime(RetainFor ?? default, TimeSpan.FromDays(10_000), nameof(RetainFor), "up to 10,000 days");
        Check(RetainBytes is null or >= 1L << 20, nameof(RetainBytes), RetainBytes ?? 0, "at least 1 MiB");
        return errors;

        void CheckTime(TimeSpan value, TimeSpan most, string name, string range) =>
            Check(value >= TimeSpan.Zero && value <= most, name, value, range);

        void Check(bool holds, string name, object value, string range)
        {
            if (!holds)
            {
                errors.Add(FormattableString.Invariant($"{name} is {value}; it must be {range}."));
            }
        }
    }
}
