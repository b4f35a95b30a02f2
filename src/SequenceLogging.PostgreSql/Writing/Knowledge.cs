using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>What a transaction has loaded for its batch; what it says of sequences holds until its end, since it has their rows.</summary>
internal sealed class Knowledge : IStoreKnowledge
{
    public Dictionary<long, KnownSequence> Sequences { get; } = [];

    public Dictionary<string, long> Keys { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Events { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<long>> Open { get; } = new(StringComparer.Ordinal);

    public Dictionary<MonthKey, long> Counters { get; } = [];

    public Dictionary<(string Component, string StepName), StepKind> Kinds { get; set; } = [];

    public SequenceState? Find(long sequence) => Sequences.GetValueOrDefault(sequence)?.State;

    public long? FindKey(string key) => Keys.TryGetValue(key, out var sequence) ? sequence : null;

    public bool HasEvent(ReadOnlySpan<byte> eventId) => Events.Count > 0 && Events.Contains(Convert.ToHexString(eventId));

    public IEnumerable<SequenceState> OpenOf(UserId user) =>
        Open.GetValueOrDefault(user.Value, []).Select(Find).OfType<SequenceState>().Where(s => s.CompletedAt is null);

    public long LastNumber(int year, int month) => Counters.GetValueOrDefault(new MonthKey(year, month));

    public StepKind KindOf(string component, string stepName) => Kinds[(component, stepName)];

    public bool IsAdopted(long sequence) => Sequences.GetValueOrDefault(sequence) is { IsAdopted: true };
}

/// <summary>A sequence as it is in the store.</summary>
/// <param name="State">What the rules need.</param>
/// <param name="RowCount">How many numbers its errors, status changes and links have had.</param>
/// <param name="Bytes">What it takes.</param>
/// <param name="IsAdopted">Whether nothing is known of its beginning.</param>
internal sealed record KnownSequence(SequenceState State, int RowCount, long Bytes, bool IsAdopted);
