using SequenceLogging.Storage;

namespace SequenceLogging.Testing.InMemory.Answers;

/// <summary>The condition of the store.</summary>
internal static class ExaminationAnswer
{
    public static StoreExamination Of(Memory memory) => new()
    {
        Findings =
        [
            new StoreFinding("store", FindingLevel.Good, memory.Name),
            new StoreFinding("size", FindingLevel.Good, FormattableString.Invariant($"{SizeAnswer.Of(memory)} bytes")),
            Integrity(memory),
        ],
        Ids = memory.Ids.Account(memory.Sequences.Values.Select(s => s.Id)),
    };

    /// <summary>Whether what was counted as it came is what is there.</summary>
    private static StoreFinding Integrity(Memory memory)
    {
        var steps = memory.Sequences.Values.Sum(s => (long)s.Steps.Count);
        var counted = Enum.GetValues<SequenceStatus>().Sum(memory.Totals.SequencesIn);
        return steps == memory.Steps.Count && counted == memory.Sequences.Count
            && memory.Totals.Links == memory.Sequences.Values.Sum(s => (long)s.Links.Count)
            ? new StoreFinding("integrity", FindingLevel.Good, "ok")
            : new StoreFinding(
                "integrity", FindingLevel.Problem, "the totals differ from what is stored",
                "This is a mistake in SequenceLogging.Testing; please report it.");
    }
}
