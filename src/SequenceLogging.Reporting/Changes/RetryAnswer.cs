using System.Text.Json;
using System.Text.Json.Serialization;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Storage;

namespace SequenceLogging.Reporting.Changes;

/// <summary>What can become of a rejected event that is tried again.</summary>
internal enum RetryOutcome
{
    Stored,
    Duplicate,
    Refused,
    NotFound,
    CannotRetry,
}

/// <summary>What became of one.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Result">What became of it.</param>
/// <param name="SequenceId">Its journey, where that is known.</param>
/// <param name="Error">What the store says; why it cannot be tried again.</param>
internal sealed record RetryAnswer(
    [property: JsonPropertyOrder(-2)] long Id, [property: JsonIgnore] RetryOutcome Result,
    SequenceId? SequenceId = null, string? Error = null)
{
    /// <summary>The result for scripts: stored, duplicate, refused, notFound or cannotRetry.</summary>
    [JsonPropertyOrder(-1)]
    public string Outcome => JsonNamingPolicy.CamelCase.ConvertName(Result.ToString());

    [JsonIgnore]
    public bool IsRefused => Result is RetryOutcome.Refused;

    [JsonIgnore]
    public bool IsMissing => Result is RetryOutcome.NotFound or RetryOutcome.CannotRetry;

    /// <summary>Tries one again.</summary>
    /// <exception cref="SequenceStoreException">The store cannot be asked now; what it thinks of the record is an answer.</exception>
    public static async Task<RetryAnswer> TryAsync(ISequenceStore store, long id, CancellationToken cancellationToken)
    {
        long? above = id == long.MaxValue ? null : id + 1;
        var found = await store.Reader.ReadRejectedAsync(above, 1, cancellationToken).ConfigureAwait(false);
        if (found is not [var rejected] || rejected.Id != id)
        {
            return new RetryAnswer(id, RetryOutcome.NotFound);
        }

        try
        {
            return Of(rejected, await store.RetryRejectedAsync(id, cancellationToken).ConfigureAwait(false));
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.BadData or StoreErrorKind.Bug)
        {
            return new RetryAnswer(id, RetryOutcome.Refused, rejected.SequenceId, e.Message);
        }
    }

    private static RetryAnswer Of(RejectedEvent rejected, RecordOutcome? outcome) => outcome switch
    {
        RecordOutcome.Stored => new(rejected.Id, RetryOutcome.Stored, rejected.SequenceId),
        RecordOutcome.Duplicate => new(rejected.Id, RetryOutcome.Duplicate, rejected.SequenceId),
        null when rejected.CanRetry => new(rejected.Id, RetryOutcome.NotFound), // somebody else was faster
        null => new(rejected.Id, RetryOutcome.CannotRetry, rejected.SequenceId, ReasonWords.Of(rejected.Reason)),
        _ => new(rejected.Id, RetryOutcome.Refused, rejected.SequenceId, $"the store says {outcome}"),
    };

    /// <summary>All in one line.</summary>
    public static string Sum(IReadOnlyList<RetryAnswer> answers, string store)
    {
        string?[] parts =
        [
            Part(RetryOutcome.Stored, "stored"),
            Part(RetryOutcome.Duplicate, "stored before"),
            Part(RetryOutcome.Refused, "refused still"),
            Part(RetryOutcome.CannotRetry, "that cannot be tried again"),
            Part(RetryOutcome.NotFound, "not found"),
        ];
        return answers.Count == 0
            ? $"nothing that can be tried again is kept in {store}."
            : $"of {answers.Count}: {string.Join(", ", parts.Where(p => p is not null))}.";

        string? Part(RetryOutcome result, string words) =>
            answers.Count(a => a.Result == result) is > 0 and var count ? $"{Numbers.Count(count)} {words}" : null;
    }

    public Phrase ToPhrase()
    {
        var (sign, style, words) = Result switch
        {
            RetryOutcome.Stored => ("✔", Look.Good, "stored" + (SequenceId is null ? "" : $" in {SequenceId}")),
            RetryOutcome.Duplicate => ("○", Look.Warning, "was stored before; it is no longer among the rejected"),
            RetryOutcome.Refused => ("✖", Look.Bad, $"refused: {Error}"),
            RetryOutcome.CannotRetry =>
                ("✖", Look.Warning, $"cannot be tried again, its record is not complete: {Error}. Mend the code that logs it"),
            _ => ("✖", Look.Warning, "is not there. 'seqlog rejected list' shows those that are"),
        };
        return new Phrase($"{sign} {Id}", style).Add("  " + words);
    }
}
