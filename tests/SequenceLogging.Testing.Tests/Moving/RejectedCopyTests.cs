using SequenceLogging.Journeys;
using SequenceLogging.Moving;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.Testing.Tests.Moving;

/// <summary>What was rejected is copied as far as the target has room: it keeps the newest 10,000.</summary>
public sealed class RejectedCopyTests : IAsyncLifetime
{
    private const int Room = 10_000;
    private const int Own = 300;

    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly ISequenceStore _source = Open();
    private readonly ISequenceStore _target = Open();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await RejectAsync(_source, "source", Room, Noon, TimeSpan.FromSeconds(1));

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task ATargetThatGoesOnByItselfKeepsItsNewestOnesAndTheCopyIsComplete()
    {
        var first = await new StoreCopy(_source.Reader, _target).CopyAsync(null, Token);
        await RejectAsync(_target, "target", Own, Noon.AddDays(1), TimeSpan.FromSeconds(1));

        var again = await new StoreCopy(_source.Reader, _target).CopyAsync(null, Token);

        Assert.Equal((true, 2, (long)Room), (first.IsComplete, first.Passes, first.Rejected));
        Assert.Equal((true, 1, (long)Room - Own, 0L), (again.IsComplete, again.Passes, again.Rejected, again.Written));
        var newest = await _target.Reader.ReadRejectedAsync(null, Own + 1, Token);
        Assert.Equal(Own, newest.Count(r => r.Message!.StartsWith("target", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task WhereTheTimesDoNotTellWhichIsOlderNoneIsWrittenAgainInPassAfterPass()
    {
        await new StoreCopy(_source.Reader, _target).CopyAsync(null, Token);
        await RejectAsync(_target, "target", Own, Noon, TimeSpan.Zero);

        var again = await new StoreCopy(_source.Reader, _target).CopyAsync(null, Token);

        Assert.True(again.IsComplete, string.Join("; ", again.Moving));
        Assert.Equal((2, (long)Own, (long)Room - Own), (again.Passes, again.Written, again.Rejected));
    }

    [Fact]
    public async Task ASourceThatKeepsMoreIsReadToItsEnd()
    {
        await using var source = new LongMemory(Open().Reader, Room + 2_500);
        await using var roomy = new LongMemory(Open().Reader, Room + 2_500);

        var bounded = await new StoreCopy(source, _target).CopyAsync(null, Token);
        var unbounded = await new StoreCopy(source, new ReadBy(_target, roomy)).CopyAsync(null, Token);

        Assert.Equal((true, 2, (long)Room), (bounded.IsComplete, bounded.Passes, bounded.Rejected));
        Assert.Equal((true, 1, Room + 2_500L, 0L), (unbounded.IsComplete, unbounded.Passes, unbounded.Rejected, unbounded.Written));
        var newest = await _target.Reader.ReadRejectedAsync(null, Room, Token);
        Assert.Equal(Enumerable.Range(2_501, Room).Reverse().Select(n => $"kept {n}"), newest.Select(r => r.Message));
    }

    [Fact]
    public async Task OneThatComesAgainWordForWordIsCopiedAgain()
    {
        await using var source = Open();
        await RejectAsync(source, "twice", 1, Noon, TimeSpan.Zero);
        await new StoreCopy(source.Reader, _target).CopyAsync(null, Token);
        await RejectAsync(source, "twice", 1, Noon, TimeSpan.Zero, "again");

        var result = await new StoreCopy(source.Reader, _target).CopyAsync(null, Token);

        Assert.Equal((true, 2L), (result.IsComplete, result.Rejected));
        Assert.Equal(2, (await _target.Reader.ReadRejectedAsync(null, 10, Token)).Count);
    }

    private static ISequenceStore Open()
    {
        var options = new SequenceLogOptions().UseInMemory();
        return options.Provider!.Open(options);
    }

    private static async Task RejectAsync(
        ISequenceStore store, string who, int count, DateTimeOffset from, TimeSpan apart, string producer = "rejecting")
    {
        var batch = new Batch($"{producer} {who}");
        for (var n = 1; n <= count; n++)
        {
            batch.Rejected("bad_link", 1, from + (n * apart), message: $"{who} {n}");
        }

        await store.AppendAsync(batch, Token);
    }

    private sealed class ReadBy(ISequenceStore inner, ISequenceReader reader) : StoreDecorator(inner)
    {
        public override ISequenceReader Reader => reader;
    }

    /// <summary>Keeps more than every store does.</summary>
    private sealed class LongMemory(ISequenceReader inner, int count) : ReaderDecorator(inner)
    {
        public override ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
            long? beforeId = null, int limit = 100, CancellationToken cancellationToken = default)
        {
            var from = (int)Math.Min((beforeId ?? long.MaxValue) - 1, count);
            return new([.. Enumerable.Range(0, Math.Min(limit, from)).Select(n => Of(from - n))]);
        }

        private static RejectedEvent Of(int n) => new()
        {
            Id = n, Timestamp = Noon.AddSeconds(n), Reason = "bad_link", Count = 1, Message = $"kept {n}",
        };
    }
}
