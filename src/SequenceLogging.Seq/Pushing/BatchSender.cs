using SequenceLogging.Seq.Ingestion;

namespace SequenceLogging.Seq.Pushing;

/// <summary>
/// Brings a batch to the server, whatever that takes: waits while it cannot, and splits what it refuses until the events that
/// it refuses stand alone.
/// </summary>
/// <param name="ingestion">Posts.</param>
/// <param name="backoff">How long to rest.</param>
/// <param name="time">The clock.</param>
/// <param name="onWaiting">Is told why nothing goes on; null when it does again.</param>
internal sealed class BatchSender(SeqIngestion ingestion, Backoff backoff, TimeProvider time, Action<string?> onWaiting)
{
    /// <summary>So many refused one after the other, and none accepted: it is not the events.</summary>
    public const int MostRefused = 100;

    private int _refusedInARow;
    private bool _hasAccepted;

    /// <summary>The lowest level that the server keeps; null for all.</summary>
    public string? MinimumLevel { get; private set; }

    /// <summary>The size above which the server has said that a request is too large; null where it has not.</summary>
    public int? TooLarge { get; private set; }

    /// <summary>Sends all of it, and answers what the server refuses.</summary>
    /// <param name="batch">The lines.</param>
    /// <param name="posting">Ends a request that is under way.</param>
    /// <param name="resting">Ends a rest between tries.</param>
    /// <exception cref="SeqException">The server cannot be used.</exception>
    public async Task<IReadOnlyList<SetAside>> SendAsync(PushBatch batch, CancellationToken posting, CancellationToken resting)
    {
        var refused = new List<SetAside>();
        var parts = new Stack<(int First, int Count)>();
        if (batch.Count > 0)
        {
            parts.Push((0, batch.Count));
        }

        while (parts.TryPop(out var part))
        {
            var lines = batch.Lines(part.First, part.Count);
            var answer = await PostAsync(lines, posting, resting).ConfigureAwait(false);
            if (answer.Outcome is IngestionOutcome.Accepted)
            {
                _refusedInARow = 0;
                _hasAccepted = true;
                MinimumLevel = answer.MinimumLevel ?? MinimumLevel;
                continue;
            }

            if (part.Count > 1)
            {
                TooLarge = answer.Status == 413 ? lines.Length : TooLarge;
                var half = part.Count / 2;
                parts.Push((part.First + half, part.Count - half));
                parts.Push((part.First, half));
                continue;
            }

            if (++_refusedInARow == MostRefused)
            {
                throw RefusesAll(MostRefused, batch.IdOf(part.First), answer.Status, answer.Text);
            }

            refused.Add(new SetAside(batch.IdOf(part.First), answer.Status, answer.Text, lines[..^1].ToArray()));
        }

        // A small store has fewer events than that. One alone may be a bad one; several, and nothing accepted, are not.
        return refused is [_, .., var last] && !_hasAccepted
            ? throw RefusesAll(refused.Count, last.EventId, last.Status, last.Answer)
            : refused;
    }

    private static SeqException RefusesAll(int count, string eventId, int status, string said) => new(
        SeqFailure.Refused,
        $"the server refused {count} events one after the other, the last one, {eventId}, with {status}: {said}. "
        + "Mend the URL, the server or its settings and push again: what was not set aside before is sent then.");

    private async Task<IngestionAnswer> PostAsync(ReadOnlyMemory<byte> lines, CancellationToken posting, CancellationToken resting)
    {
        while (true)
        {
            var answer = await ingestion.PostAsync(lines, posting).ConfigureAwait(false);
            if (answer.Outcome is not IngestionOutcome.TryLater)
            {
                backoff.Reset();
                onWaiting(null);
                return answer;
            }

            var said = answer.Status == 0 ? answer.Text : $"{answer.Status} {answer.Text}";
            if (backoff.Next(answer.RetryAfter) is not { } rest)
            {
                throw new SeqException(
                    SeqFailure.Unavailable,
                    $"the server cannot take events ({said}). What it acknowledged is noted: push again later to go on.");
            }

            onWaiting($"{said}; next try in {rest.TotalSeconds:0.#} s");
            await Task.Delay(rest, time, resting).ConfigureAwait(false);
        }
    }
}
