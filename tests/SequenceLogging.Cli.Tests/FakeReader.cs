using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Tests;

/// <summary>Answers with what it was given, and remembers what it was asked.</summary>
internal sealed class FakeReader : ISequenceReader
{
    public List<SequenceDetails> Journeys { get; } = [];

    /// <summary>What is known by a key.</summary>
    public Dictionary<string, SequenceId> Keys { get; } = [];

    public SystemStatistics Statistics { get; set; } = Samples.EmptyStatistics;

    /// <summary>What the store has counted.</summary>
    public StepStatistics StepStatistics { get; set; } = new([], []);

    public List<StoredStep> Steps { get; } = [];

    /// <summary>Fails every question; null to answer.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Called with the position before each answer about steps.</summary>
    public Action<long> BeforeSteps { get; set; } = _ => { };

    /// <summary>Called with the id before each answer about a journey.</summary>
    public Action<SequenceId> BeforeDetails { get; set; } = _ => { };

    /// <summary>Called before each answer about what the store has counted.</summary>
    public Action BeforeStatistics { get; set; } = () => { };

    public SequenceQuery? Asked { get; private set; }

    public bool IsDisposed { get; private set; }

    public ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default) =>
        Answer(() => Journeys.Find(j => j.SequenceId == id), () => BeforeDetails(id));

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEventIdsAsync(
        ReadOnlyMemory<byte> after = default, int limit = 10_000, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<StepStatistics> GetStepStatisticsAsync(
        int firstMonth, int lastMonth, CancellationToken cancellationToken = default) =>
        Answer(() => StepStatistics with
        {
            Steps = [.. StepStatistics.Steps.Where(s => s.Month >= firstMonth && s.Month <= lastMonth)],
            Transitions = [.. StepStatistics.Transitions.Where(t => t.Month >= firstMonth && t.Month <= lastMonth)],
        }, BeforeStatistics);

    public ValueTask<long> GetSizeAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public StoreExamination Examination { get; set; } = new();

    public ValueTask<StoreExamination> ExamineAsync(CancellationToken cancellationToken = default) => Answer(() => Examination);

    public ValueTask<SequenceId?> FindByKeyAsync(string key, CancellationToken cancellationToken = default) =>
        Answer(() => Keys.TryGetValue(key, out var id) ? id : default(SequenceId?));

    public ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(
        SequenceQuery query, CancellationToken cancellationToken = default)
    {
        Asked = query;
        return Answer<IReadOnlyList<SequenceHeader>>(
            () => [.. Journeys.Where(j => query.Before is not { } before || j.SequenceId < before).Take(query.Limit)]);
    }

    public ValueTask<IReadOnlyList<SequencePath>> ReadPathsAsync(
        SequenceQuery query, CancellationToken cancellationToken = default)
    {
        Asked = query;
        return Answer<IReadOnlyList<SequencePath>>(() =>
        [
            .. Journeys.Where(j => query.Before is not { } before || j.SequenceId < before).Take(query.Limit).Select(j => new SequencePath(
                new SequenceHeader
                {
                    SequenceId = j.SequenceId,
                    UserId = j.UserId,
                    Username = j.Username,
                    Language = j.Language,
                    Status = j.Status,
                    CurrentStep = j.CurrentStep,
                    StepCount = j.StepCount,
                    CreatedAt = j.CreatedAt,
                    UpdatedAt = j.UpdatedAt,
                    CompletedAt = j.CompletedAt,
                    Metadata = j.Metadata,
                },
                [.. j.Steps.Select(s => new PathStep(new NamedStep(s.Component, s.StepName), s.Status, s.Timestamp))])),
        ]);
    }

    public List<StoredError> Errors { get; } = [];

    public ValueTask<IReadOnlyList<StoredError>> ReadErrorsAsync(
        ErrorQuery query, CancellationToken cancellationToken = default) => Answer<IReadOnlyList<StoredError>>(() =>
        [
            .. Errors.Where(e => !(e.Timestamp < query.From) && !(e.Timestamp >= query.Before)).OrderByDescending(e => e.Timestamp)
                .Take(query.Limit),
        ]);

    public List<DailyStepCount> Days { get; } = [];

    public ValueTask<IReadOnlyList<DailyStepCount>> GetDailyStatisticsAsync(
        DateOnly firstDay, DateOnly lastDay, CancellationToken cancellationToken = default) =>
        Answer<IReadOnlyList<DailyStepCount>>(() => [.. Days.Where(d => d.Day >= firstDay && d.Day <= lastDay).OrderBy(d => d.Day)]);

    public ValueTask<SystemStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        Answer(() => Statistics);

    public ValueTask<IReadOnlyList<StoredStep>> ReadStepsAsync(
        long afterPosition, int limit, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BeforeSteps(afterPosition);
        return Answer<IReadOnlyList<StoredStep>>(() => [.. Steps.Where(s => s.Position > afterPosition).Take(limit)]);
    }

    public List<RejectedEvent> Rejected { get; } = [];

    /// <summary>How many pages of rejected events were read.</summary>
    public int RejectedPages { get; private set; }

    public ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
        long? beforeId = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        RejectedPages++;
        IReadOnlyList<RejectedEvent> page =
            [.. Rejected.Where(r => beforeId is null || r.Id < beforeId).OrderByDescending(r => r.Id).Take(limit)];
        return ValueTask.FromResult(page);
    }

    public ValueTask<long> GetLastPositionAsync(CancellationToken cancellationToken = default) =>
        Answer(() => Steps.Count == 0 ? 0 : Steps[^1].Position);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    private ValueTask<T> Answer<T>(Func<T> answer, Action before)
    {
        before();
        return Answer(answer);
    }

    private ValueTask<T> Answer<T>(Func<T> answer) =>
        Failure is null ? ValueTask.FromResult(answer()) : ValueTask.FromException<T>(Failure);
}
