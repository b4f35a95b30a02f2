using System.Buffers.Binary;
using System.Text;
using SequenceLogging.Journaling;
using SequenceLogging.Storage;
using Serilog.Debugging;

namespace SequenceLogging.Tests.Journaling;

/// <summary>What a process finds that opens a store after another one died.</summary>
[Collection(ErrorLog.Collection)]
public class JournalAdoptionTests
{
    private const int AnyNumber = 1_000_000;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public void AJournalThatIsCutAnywhereGivesAllRecordsThatAreWhole()
    {
        using var folder = new TempFolder();
        var ends = new List<int>();
        var segment = LeaveJournal(folder.Path, ends, sizes: [1, 7, 8, 9, 40]);
        var whole = File.ReadAllBytes(segment);
        using var journal = Assert.Single(JournalFolder.AdoptAll(folder.Path));

        for (var length = 0; length <= ends[^1] + 8; length++)
        {
            File.WriteAllBytes(segment, whole[..length]);
            Assert.Equal(
                ends.Count(end => end <= length),
                new JournalAdoption(journal, AnyNumber, AnyNumber).ReadBatches().Sum(b => b.Count));
        }
    }

    [Fact]
    public void WhatIsReleasedIsWipedAndTheRestIsFoundWhateverWasWrittenLast()
    {
        using var folder = new TempFolder();
        string segment;
        using (var journal = JournalFolder.Create(folder.Path))
        {
            using var buffer = new SegmentedBuffer(journal);
            for (var position = 1; position <= 9; position++)
            {
                buffer.Write(position, Encoding.UTF8.GetBytes($"record {position}"));
            }

            var unread = new List<UnreadPiece>();
            buffer.ListUnread(unread);
            var piece = Assert.Single(unread);
            piece.Segment.AdvanceTo(piece.End);

            segment = journal.Segments().Single();
            Assert.Contains("record 4", File.ReadAllText(segment), StringComparison.Ordinal);
            buffer.Release(4);
            var text = File.ReadAllText(segment);
            Assert.DoesNotContain("record 4", text, StringComparison.Ordinal);
            Assert.Contains("record 5", text, StringComparison.Ordinal);
        }

        using var left = Assert.Single(JournalFolder.AdoptAll(folder.Path));
        Assert.Equal([5, 6, 7, 8, 9], PositionsIn(left));

        // The wiped bytes have reached the disk, the head has not: it is what a power cut may leave.
        var bytes = File.ReadAllBytes(segment);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), Segment.HeadSize);
        File.WriteAllBytes(segment, bytes);
        Assert.Equal([5, 6, 7, 8, 9], PositionsIn(left));
    }

    [Fact]
    public void ASegmentWithoutItsHeadDoesNotKeepThoseBeforeItFromComingHome()
    {
        using var folder = new TempFolder();
        var first = LeaveJournal(folder.Path, [], sizes: [8, 8, 8]);
        var second = first.Replace("000000001", "000000002", StringComparison.Ordinal);
        foreach (var (bytes, isForeign) in new[]
        {
            (HeadOf(0, 16), false), // a process that died between the two halves of the head
            (HeadOf(0, 0, 1, 2), false), // a power cut that took the first page only
            (HeadOf(0x3939_474F_4C51_4553, 16, 1, 2), true), // another version's
        })
        {
            File.WriteAllBytes(second, bytes);
            using var journal = Assert.Single(JournalFolder.AdoptAll(folder.Path));
            var positions = new List<long>();
            var thrown = Record.Exception(() =>
            {
                foreach (var batch in new JournalAdoption(journal, AnyNumber, AnyNumber).ReadBatches())
                {
                    for (var record = batch.GetEnumerator(); record.MoveNext();)
                    {
                        positions.Add(record.Position);
                    }
                }
            });

            Assert.Equal([1, 2, 3], positions);
            Assert.Equal(isForeign, thrown is InvalidDataException);
        }

        static byte[] HeadOf(params long[] words) => [.. words.SelectMany(BitConverter.GetBytes), .. new byte[64]];
    }

    [Fact]
    public void AProcessDoesNotAdoptItsOwnJournalEvenWhereThereAreNoLocks()
    {
        using var folder = new TempFolder();
        using var own = JournalFolder.Create(folder.Path);
        own.Dispose();

        Assert.Empty(JournalFolder.AdoptAll(folder.Path, own.Producer));
        Assert.Single(JournalFolder.AdoptAll(folder.Path)).Dispose();
    }

    [Theory]
    [InlineData(0)] // its magic number
    [InlineData(15)] // where it begins
    public void ASegmentWhoseHeadIsSpoiledIsReadWhereItsRecordsAreWhole(int spoiled)
    {
        using var folder = new TempFolder();
        var segment = LeaveJournal(folder.Path, [], sizes: [8, 8, 8]);
        var bytes = File.ReadAllBytes(segment);
        bytes[spoiled] ^= 0x55;
        File.WriteAllBytes(segment, bytes);

        using (var journal = Assert.Single(JournalFolder.AdoptAll(folder.Path)))
        {
            Assert.Equal([1, 2, 3], PositionsIn(journal));
        }

        bytes[Segment.HeadSize + JournalFrame.HeadSize] ^= 0x55;
        File.WriteAllBytes(segment, bytes);
        using (var journal = Assert.Single(JournalFolder.AdoptAll(folder.Path)))
        {
            var thrown = Assert.Throws<InvalidDataException>(() => PositionsIn(journal));
            Assert.Contains(segment, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void BatchesAreBoundedInRecordsAndInBytes()
    {
        using var folder = new TempFolder();
        LeaveJournal(folder.Path, [], [.. Enumerable.Repeat(100, 50)]);
        using var journal = Assert.Single(JournalFolder.AdoptAll(folder.Path));

        Assert.Equal([20, 20, 10], new JournalAdoption(journal, 20, AnyNumber).ReadBatches().Select(b => b.Count));
        Assert.Equal([10, 10, 10, 10, 10], new JournalAdoption(journal, AnyNumber, 1_000).ReadBatches().Select(b => b.Count));
    }

    [Fact]
    public async Task AJournalThatCannotBeReadStaysAndHoldsNothingUp()
    {
        using var folder = new TempFolder();
        var (unreadable, key) = (Path.Combine(folder.Path, "unreadable"), "store of " + folder.Path);
        await using (var log = Open(folder, key))
        {
            // Its own looking around is over.
            await log.FlushAsync(Long);

            // A link to nowhere is listed as a file that nobody can read.
            var journals = Directory.GetDirectories(folder.Path).Single();
            await File.WriteAllTextAsync(Path.Combine(journals, "0.lock"), "");
            File.CreateSymbolicLink(Path.Combine(journals, "0-000000001.segment"), unreadable);
        }

        await using (var log = Open(folder, key))
        {
            log.Complete(RunningLog.Id);
            Assert.True((await log.FlushAsync(Long)).IsComplete);
            Assert.Equal(1, log.Delivery.Stored);
        }

        Assert.Equal(2, Directory.GetFileSystemEntries(Directory.GetDirectories(folder.Path).Single()).Length);
    }

    [Fact]
    public async Task StoresThatShareAJournalPathDoNotGetTheRecordsOfEachOther()
    {
        using var folder = new TempFolder();
        await Open(folder, "first").DisposeAsync();
        LeaveStatus(Directory.GetDirectories(folder.Path).Single());

        await using var second = Open(folder, "second");
        await second.FlushAsync(Long);
        Assert.Equal(0, second.Delivery.Emitted);

        await using var first = Open(folder, "first");
        await first.FlushAsync(Long);
        Assert.Equal((1, 1), (first.Delivery.Emitted, first.Delivery.Stored));
    }

    [Fact]
    public async Task WhatIsLeftIsBroughtHomeWithoutAJournalOfOnesOwn()
    {
        using var folder = new TempFolder();
        await Open(folder, "store").DisposeAsync();
        LeaveStatus(Directory.GetDirectories(folder.Path).Single());

        await using var log = Open(folder, "store", usesJournal: false);
        await log.FlushAsync(Long);

        Assert.Equal(1, log.Delivery.Stored);
        Assert.Empty(Directory.GetFiles(Directory.GetDirectories(folder.Path).Single()));
    }

    [Fact]
    public async Task TheApplicationsOwnErrorLogMayThrow()
    {
        await using var log = new RunningLog(s => new ThrowingStore(s, failures: 3));
        SelfLog.Enable(_ => throw new InvalidOperationException("The error log is closed."));
        try
        {
            using (log.Sequences.Resume(RunningLog.Id))
            {
                log.Logger.Information("{StepName}", "One");
            }

            Assert.Single(await log.StoredAsync());
        }
        finally
        {
            SelfLog.Disable();
        }
    }

    [Fact]
    public async Task WhatTheErrorLogLogsAboutOurTroubleMakesNoMoreOfIt()
    {
        using var folder = new TempFolder();
        var journals = folder.File("journals");
        await using var log = new RunningLog(configure: o => o.JournalPath = journals);
        await log.StoredAsync();
        SelfLog.Enable(trouble => log.Logger.Error("{Trouble} in {SequenceId}", trouble, RunningLog.Id));
        try
        {
            // The journal cannot grow, which is found, and told, in the middle of a log call.
            Directory.Move(journals, journals + " away");
            using (log.Sequences.Resume(RunningLog.Id))
            {
                for (var i = 1; i <= 400; i++)
                {
                    log.Logger.Information("{StepName} {Large}", $"Step {i}", new string('x', 30_000));
                }
            }
        }
        finally
        {
            SelfLog.Disable();
        }

        Assert.Equal(Enumerable.Range(1, 400).Select(i => $"Step {i}"), (await log.StoredAsync()).Select(r => r.Name));
        Assert.Contains(log.Collected.Events, e => e.Properties.ContainsKey("Trouble"));
        Directory.Move(journals + " away", journals);
    }

    [Fact]
    public void AJournalThatWasMadeIsThereWhoeverLooksForThoseOfDeadProcessesMeanwhile()
    {
        using var folder = new TempFolder();
        using var isOver = new CancellationTokenSource();
        var looking = new Thread(() =>
        {
            while (!isOver.IsCancellationRequested)
            {
                foreach (var journal in JournalFolder.AdoptAll(folder.Path))
                {
                    journal.Remove();
                }
            }
        });
        looking.Start();
        try
        {
            for (var i = 0; i < 3_000; i++)
            {
                using var journal = JournalFolder.Create(folder.Path);
                Assert.True(
                    File.Exists(Path.Combine(folder.Path, journal.Producer + ".lock")), "Nobody would ever find it again.");
            }
        }
        finally
        {
            isOver.Cancel();
            looking.Join();
        }
    }

    private static List<long> PositionsIn(JournalFolder journal)
    {
        var positions = new List<long>();
        foreach (var batch in new JournalAdoption(journal, AnyNumber, AnyNumber).ReadBatches())
        {
            for (var record = batch.GetEnumerator(); record.MoveNext();)
            {
                positions.Add(record.Position);
            }
        }

        return positions;
    }

    private static SequenceLog Open(TempFolder folder, string key, bool usesJournal = true) => SequenceLog.Open(o =>
    {
        o.Use(new InMemoryDouble(), key);
        o.JournalPath = folder.Path;
        o.UseJournal = usesJournal;
    });

    private static void LeaveStatus(string path)
    {
        var record = new RecordWriter();
        record.Start(RecordKind.Status, (byte)SequenceStatus.Completed, RunningLog.Id.ToInt64(), 0, double.NaN);
        record.End();
        using var journal = JournalFolder.Create(path);
        using var buffer = new SegmentedBuffer(journal);
        buffer.Write(1, record.Written[sizeof(int)..]);
    }

    /// <summary>Writes what a process leaves that is killed.</summary>
    private static string LeaveJournal(string path, List<int> ends, int[] sizes)
    {
        using var journal = JournalFolder.Create(path);
        using var buffer = new SegmentedBuffer(journal);
        var (position, end) = (0, Segment.HeadSize);
        foreach (var size in sizes)
        {
            var record = new byte[size];
            Array.Fill(record, (byte)size);
            buffer.Write(++position, record);
            ends.Add(end + JournalFrame.HeadSize + size);
            end += JournalFrame.SizeOf(size);
        }

        return journal.Segments().Single();
    }
}
