using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Storage;

namespace SequenceLogging.Reporting.Changes;

/// <summary>What was removed with a user.</summary>
internal sealed record ErasureAnswer(UserId UserId, long Sequences, long Steps, long Links, long Others)
{
    public static ErasureAnswer Of(UserId user, Erasure erasure) =>
        new(user, erasure.Sequences, erasure.Steps, erasure.Links, erasure.Others);

    public Phrase ToPhrase(string store) => new Phrase("✔ ", Look.Good)
        .Add($"user {UserId} is erased from {store}: {Numbers.Of(Sequences, "sequence")}, {Numbers.Of(Steps, "step")}, "
            + $"{Numbers.Of(Links, "link")}, {Numbers.Of(Others, "other record")}");
}
