using SequenceLogging.Context;

namespace SequenceLogging.Tests.Context;

public class CarrierTests
{
    private const string Id = "SEQ-2025-07-00001";

    private readonly Dictionary<string, string> _headers = [];

    [Fact]
    public async Task TheCurrentSequenceGoesAlongAndIsFoundAgain()
    {
        await using var log = new RunningLog();
        using (log.Sequences.Resume(RunningLog.Id))
        {
            Assert.True(log.Sequences.Inject(_headers, Set));
        }

        Assert.Equal([KeyValuePair.Create("X-Sequence-Id", Id)], _headers);
        Assert.True(SequenceLog.TryExtract(_headers, Get, out var sequence));
        Assert.Equal(RunningLog.Id, sequence.Id);
    }

    [Fact]
    public async Task OutsideOfAnySequenceNothingGoesAlong()
    {
        await using var log = new RunningLog();
        await using var other = new RunningLog();
        Assert.False(log.Sequences.Inject(_headers, Set));
        using (other.Sequences.Resume(RunningLog.Id))
        {
            Assert.False(log.Sequences.Inject(_headers, Set, Get));
        }

        using (log.Sequences.Resume(RunningLog.Id))
        using (SequenceLog.Suppress())
        {
            Assert.False(log.Sequences.Inject(_headers, Set));
        }

        Assert.Empty(_headers);
        Assert.False(SequenceLog.TryExtract(_headers, Get, out _, CarrierTrust.HeaderAndBaggage));
    }

    [Fact]
    public async Task APendingSequenceGoesAlongByItsKey()
    {
        var away = new AwayStore(new InMemoryDouble(), AwayStore.Way.Throws);
        await using var sequences = SequenceLog.Open(o => o.Use(away));
        using var scope = sequences.Begin(1);

        Assert.True(sequences.Inject(_headers, Set));
        Assert.True(SequenceLog.TryExtract(_headers, Get, out var sequence));
        Assert.Equal(scope.Reference, sequence);
        away.ComeBack();
    }

    [Fact]
    public async Task BaggageKeepsWhatIsThere()
    {
        await using var log = new RunningLog();
        _headers["baggage"] = "tenant=a%20b;p=1 , sequence.id=SEQ-2025-07-00009, x=";
        using (log.Sequences.Resume(RunningLog.Id))
        {
            Assert.True(log.Sequences.Inject(_headers, Set, Get));
        }

        Assert.Equal($"tenant=a%20b;p=1,x=,sequence.id={Id}", _headers["baggage"]);
    }

    [Fact]
    public async Task BaggageThatIsFullIsLeftAsItIs()
    {
        await using var log = new RunningLog();
        var full = string.Join(',', Enumerable.Range(0, 64).Select(i => $"k{i}=v"));
        _headers["baggage"] = full;
        using (log.Sequences.Resume(RunningLog.Id))
        {
            Assert.True(log.Sequences.Inject(_headers, Set, Get));
        }

        Assert.Equal((full, Id), (_headers["baggage"], _headers["X-Sequence-Id"]));
    }

    [Theory]
    [InlineData("SEQ-2025-07-00001 ")]
    [InlineData("seq-2025-07-00001")]
    [InlineData("SEQ-2025-07-00001,SEQ-2025-07-00002")]
    [InlineData("SEQ-2025-13-00001")]
    [InlineData("SEQ-2025-07-1")]
    [InlineData("SEQ-2025-07-٠٠٠٠١")]
    [InlineData("pending-0123")]
    [InlineData("pending-0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("CaseId=case-891")]
    [InlineData("\0")]
    public void AHeaderThatIsNotExactlyOneIsNoneAndNotMadeUpFor(string header)
    {
        _headers["X-Sequence-Id"] = header;
        _headers["baggage"] = $"sequence.id={Id}";

        Assert.False(SequenceLog.TryExtract(_headers, Get, out var sequence, CarrierTrust.HeaderAndBaggage));
        Assert.True(sequence.IsDefault);
    }

    [Fact]
    public void WhatIsNotTrustedIsNotRead()
    {
        _headers["X-Sequence-Id"] = Id;
        _headers["baggage"] = "sequence.id=SEQ-2025-07-00002";

        Assert.False(SequenceLog.TryExtract(_headers, Get, out _, CarrierTrust.None));
        Assert.True(SequenceLog.TryExtract(_headers, Get, out var fromHeader));
        Assert.True(SequenceLog.TryExtract(_headers, Get, out var fromBaggage, CarrierTrust.Baggage));
        Assert.Equal((Id, "SEQ-2025-07-00002"), (fromHeader.ToString(), fromBaggage.ToString()));
    }

    [Theory]
    [InlineData("sequence.id=SEQ-2025-07-00001", true)]
    [InlineData("a=b, sequence.id = SEQ%2D2025-07-00001 ;prop=1;other, c=d", true)]
    [InlineData("sequence.id=SEQ-2025-07-00001,sequence.id=SEQ-2025-07-00001", false)]
    [InlineData("Sequence.Id=SEQ-2025-07-00001", false)]
    [InlineData("sequence.id", false)]
    [InlineData("sequence.id=", false)]
    [InlineData("sequence.id=SEQ%2", false)]
    [InlineData("sequence.id=SEQ%ZZ2025-07-00001", false)]
    [InlineData("sequence.id=SEQ%C2%AD2025-07-00001", false)]
    [InlineData("sequence.id=SEQ-2025-07-00001=", false)]
    [InlineData(",,,,=,;;", false)]
    public void BaggageIsReadStrictly(string baggage, bool isFound)
    {
        _headers["baggage"] = baggage;

        Assert.Equal(isFound, SequenceLog.TryExtract(_headers, Get, out var sequence, CarrierTrust.Baggage));
        Assert.Equal(isFound ? Id : "", sequence.ToString());
    }

    [Fact]
    public void BaggageBeyondItsLimitsSaysNothing()
    {
        var member = $"sequence.id={Id}";
        var most = string.Join(',', Enumerable.Repeat("a=b", 63).Append(member));
        var widest = member + "," + new string('x', 8_192 - member.Length - 1);
        Assert.True(Extracts(most));
        Assert.False(Extracts(most + ",a=b"));
        Assert.True(Extracts(widest));
        Assert.False(Extracts(widest + "x"));
        Assert.False(Extracts("sequence.id=" + new string('%', 8_000)));
        Assert.False(Extracts(new string(',', 5_000_000)));

        bool Extracts(string baggage)
        {
            _headers["baggage"] = baggage;
            return SequenceLog.TryExtract(_headers, Get, out _, CarrierTrust.Baggage);
        }
    }

    private static void Set(Dictionary<string, string> headers, string name, string value) => headers[name] = value;

    private static string? Get(Dictionary<string, string> headers, string name) => headers.GetValueOrDefault(name);
}
