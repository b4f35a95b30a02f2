using System.Runtime.InteropServices;
using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Variants;

/// <summary>Counts sequences by their steps. Keeps a number for each name, and each variant once.</summary>
internal sealed class VariantCount
{
    private const double Median = 0.5;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly Dictionary<int[], Tally> _variants = new(new StepNumbers());
    private readonly Dictionary<int[], Tally>.AlternateLookup<ReadOnlySpan<int>> _lookup;
    private readonly DurationSample _all = new();
    private long _sequences;
    private long _withoutSteps;
    private int[] _numbersOfPath = new int[64];

    public VariantCount() => _lookup = _variants.GetAlternateLookup<ReadOnlySpan<int>>();

    public void Add(SequencePath path)
    {
        if (path.Steps is not [var first, ..])
        {
            _withoutSteps++;
            return;
        }

        _sequences++;
        var took = path.Steps[^1].Timestamp - first.Timestamp;
        _all.Add(took);
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_lookup, NumbersOf(path), out _);
        tally ??= new Tally();
        tally.Count++;
        tally.Add(path.Header.Status);
        tally.Durations.Add(took);
    }

    public VariantReport ToReport(SequenceQuery query, VariantOptions options)
    {
        // Of equally frequent ones the same is first each time, whatever the store and the order of the sequences.
        var variants = _variants
            .Where(v => v.Value.Count / (double)_sequences >= options.MinShare) // as it is told: 7 of 100 are 7 %
            .OrderByDescending(v => v.Value.Count)
            .ThenBy(v => v.Key, Comparer<int[]>.Create(CompareNames))
            .Take(options.Top)
            .Select((v, i) => new PathVariant(
                i + 1, v.Value.Count, v.Value.Count / (double)_sequences, v.Value.Durations.Seconds(Median) ?? 0, NamesOf(v.Key))
            {
                Outcomes = v.Value.Outcomes,
            });
        return new VariantReport
        {
            Total = _variants.Count,
            Sequences = _sequences,
            WithoutSteps = _withoutSteps,
            MedianSeconds = _all.Seconds(Median),
            Variants = [.. variants],
            Query = query,
        };
    }

    private ReadOnlySpan<int> NumbersOf(SequencePath path)
    {
        var steps = path.Steps;
        if (_numbersOfPath.Length < steps.Count)
        {
            _numbersOfPath = new int[steps.Count * 2];
        }

        for (var i = 0; i < steps.Count; i++)
        {
            _numbersOfPath[i] = NumberOf(steps[i].Step.Name);
        }

        return _numbersOfPath.AsSpan(0, steps.Count);
    }

    private int NumberOf(string name)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, name, out var isKnown);
        if (!isKnown)
        {
            number = _names.Count;
            _names.Add(name);
        }

        return number;
    }

    private string[] NamesOf(int[] numbers) => Array.ConvertAll(numbers, n => _names[n]);

    private int CompareNames(int[]? x, int[]? y)
    {
        for (var i = 0; i < Math.Min(x!.Length, y!.Length); i++)
        {
            if (x[i] != y[i])
            {
                return string.CompareOrdinal(_names[x[i]], _names[y[i]]);
            }
        }

        return x.Length.CompareTo(y!.Length);
    }

    private sealed class Tally
    {
        private readonly long[] _byStatus = new long[4];

        public long Count { get; set; }

        public DurationSample Durations { get; } = new();

        public VariantOutcomes Outcomes => new(
            this[SequenceStatus.Active], this[SequenceStatus.Completed], this[SequenceStatus.Failed], this[SequenceStatus.Abandoned]);

        private long this[SequenceStatus status] => _byStatus[(int)status];

        public void Add(SequenceStatus status) => _byStatus[(int)status]++;
    }

    /// <summary>Compares by content, and finds without an array of its own.</summary>
    private sealed class StepNumbers : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] numbers) => GetHashCode(numbers.AsSpan());

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<int> numbers)
        {
            var hash = new HashCode();
            hash.AddBytes(MemoryMarshal.AsBytes(numbers));
            return hash.ToHashCode();
        }

        public int[] Create(ReadOnlySpan<int> numbers) => numbers.ToArray();
    }
}
