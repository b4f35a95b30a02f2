namespace SequenceLogging.Seq.Ingestion;

/// <summary>
/// How long to rest between tries: twice as long each time up to a minute, each time a random part of it shorter so that
/// many do not come back at once; and as long as the server asks for.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="longest">From the first failure on it is tried for so long.</param>
/// <param name="random">From 0 to 1.</param>
internal sealed class Backoff(TimeProvider time, TimeSpan longest, Func<double> random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    private long? _firstFailure;
    private int _failures;

    /// <summary>The server answers again.</summary>
    public void Reset()
    {
        _firstFailure = null;
        _failures = 0;
    }

    /// <summary>How long to rest now; null when it has been tried for long enough.</summary>
    public TimeSpan? Next(TimeSpan? asked)
    {
        _firstFailure ??= time.GetTimestamp();
        var left = longest - time.GetElapsedTime(_firstFailure.Value);
        var rest = First * Math.Pow(2, Math.Min(_failures++, 10));
        rest = rest < Most ? rest : Most;
        rest -= rest * (random() / 2);
        rest = asked is { } wish && wish > rest ? wish : rest;
        return rest <= left ? rest : null;
    }
}
