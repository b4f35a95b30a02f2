using SequenceLogging.Journaling;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Delivery;

/// <summary>A process that was killed had leased numbers: the next one goes on where it ended, where that is certain.</summary>
public sealed class LeasesOfTheDeadTests : IDisposable
{
    private static readonly DateTimeOffset July = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly InMemoryDouble _store = new();
    private readonly string _key = Guid.NewGuid().ToString();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task IdsGoOnBehindTheLastOneThatSomebodyMayHaveSeen()
    {
        await LeaveAsync(next: 8);

        await using (var log = Open())
        {
            Assert.Equal(8, (await log.IssueAsync()).Number);
            Assert.Equal(9, (await log.IssueAsync()).Number);
        }

        // Nobody finds the same a second time.
        await using var again = Open();
        Assert.Equal(10, (await again.IssueAsync()).Number);
    }

    [Theory]
    [InlineData(21, 8)]
    [InlineData(25, 25)]
    public async Task OfTwoThatWereKilledTheLaterOneGivesBackFirst(long nextOfTheLater, long expected)
    {
        await LeaveAsync(next: 8);
        await LeaveAsync(nextOfTheLater);

        await using var log = Open();

        Assert.Equal(expected, (await log.IssueAsync()).Number);
    }

    [Fact]
    public async Task WhereSomebodyHasTakenIdsMeanwhileTheyAreAGap()
    {
        await LeaveAsync(next: 8);
        await _store.CreateAsync(new NewSequence { CreatedAt = July });

        await using var log = Open();

        Assert.Equal(22, (await log.IssueAsync()).Number);
    }

    [Fact]
    public async Task AfterARestartOfTheMachineTheyAreAGapSinceTheNotesMayLackWhatWasSeen()
    {
        await LeaveAsync(next: 8);
        var file = Assert.Single(Directory.GetFiles(_folder.Path, "*.lock", SearchOption.AllDirectories));
        using (var notes = new FileStream(file, FileMode.Open))
        {
            notes.Position = 16;
            notes.Write(Guid.NewGuid().ToByteArray());
        }

        await using var log = Open();

        Assert.Equal(21, (await log.IssueAsync()).Number);
    }

    /// <summary>Leaves what a process leaves that had 20 numbers, and was killed when it had issued those below one.</summary>
    private async Task LeaveAsync(long next)
    {
        if (Directory.GetDirectories(_folder.Path) is [])
        {
            await Open().DisposeAsync();
        }

        using var journal = JournalFolder.Create(Assert.Single(Directory.GetDirectories(_folder.Path)));
        var block = await _store.LeaseIdsAsync(July, 20);
        journal.Leases().Put(0, block);
        journal.Leases().PutNext(0, new SequenceId(2025, 7, next).ToInt64());
    }

    private SequenceLog Open() => SequenceLog.Open(o =>
    {
        o.Use(_store, _key);
        o.JournalPath = _folder.Path;
        o.TimeProvider = new ManualTimeProvider(July);
    });
}
