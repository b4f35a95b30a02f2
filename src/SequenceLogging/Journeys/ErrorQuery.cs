using SequenceLogging.Storage;

namespace SequenceLogging.Journeys;

/// <summary>Which errors to read: those that fit everything that is set, newest first.</summary>
public sealed record ErrorQuery
{
    /// <summary>Most errors that one answer may hold.</summary>
    public const int MaxLimit = 100_000;

    private readonly int _limit = 1_000;

    /// <summary>At this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>At most this many; default 1,000, from 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit
    {
        get => _limit;
        init => _limit = value is >= 1 and <= MaxLimit
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Limit), value, $"A limit is from 1 to {MaxLimit}.");
    }

    /// <summary>The errors of some whole days, as many as one answer may hold.</summary>
    internal static ValueTask<IReadOnlyList<StoredError>> ReadAsync(
        ISequenceReader reader, DateOnly firstDay, DateOnly lastDay, CancellationToken cancellationToken) =>
        reader.ReadErrorsAsync(
            new ErrorQuery
            {
                From = new DateTimeOffset(firstDay, default, TimeSpan.Zero),
                Before = lastDay == DateOnly.MaxValue ? null : new DateTimeOffset(lastDay.AddDays(1), default, TimeSpan.Zero),
                Limit = MaxLimit,
            },
            cancellationToken);
}
