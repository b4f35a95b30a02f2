using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SequenceLogging.Storage;

namespace SequenceLogging.Hosting.Health;

/// <summary>
/// Asks the store for an answer, and the delivery whether what was logged gets there. A question that hangs is waited for
/// again by the next check instead of being asked twice: a store that is stuck ties up one thread, not one for each check.
/// </summary>
internal sealed class SequenceLogHealthCheck(SequenceLog log, TimeSpan timeLimit, TimeProvider time) : IHealthCheck
{
    private readonly Lock _lock = new();
    private Task? _question;
    private Task? _flush;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (question, flush) = Ask();
        var hasAnswered = await EndsInTimeAsync(question, cancellationToken).ConfigureAwait(false);
        if (!hasAnswered || question.IsFaulted)
        {
            var cause = question.Exception?.InnerException as SequenceStoreException;
            return new HealthCheckResult(context.Registration.FailureStatus, DescribeFailure(question), cause, Data());
        }

        // The limit is counted anew: a store that is slow but answers is given the time to write, too.
        var isFlushed = await EndsInTimeAsync(flush, cancellationToken).ConfigureAwait(false);
        var (counts, health) = (log.Delivery, log.Health);
        var troubles = new List<string>();
        if (health.Failure is { } failure)
        {
            troubles.Add(FormattableString.Invariant(
                $"does not take what is logged since {failure.Since:u} ({failure.Tries} tries): {failure.Message.TrimEnd('.')}"));
        }

        AddCount(troubles, "found damaged, and went on in a new store", health.Damages);
        AddCount(troubles, "writer started again after an error", health.Restarts);
        if (!isFlushed)
        {
            troubles.Add($"waiting to be written: {counts.Pending}, some for more than {Limit} s");
        }

        AddTrouble(troubles, "dropped", counts.DroppedBy);
        AddTrouble(troubles, "rejected", counts.RejectedBy);
        return troubles.Count == 0
            ? HealthCheckResult.Healthy($"{log.StoreName} answers, and has all that was logged.", Data())
            : new HealthCheckResult(
                health.Failure is null ? HealthStatus.Degraded : context.Registration.FailureStatus,
                $"{log.StoreName}: {string.Join("; ", troubles)}.",
                data: Data());
    }

    private string Limit => timeLimit.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private (Task Question, Task Flush) Ask()
    {
        lock (_lock)
        {
            if (_question is not { IsCompleted: false })
            {
                // An embedded store answers on the thread that asks.
                _question = Task.Run(() => log.Store.Reader.GetLastPositionAsync().AsTask());
            }

            if (_flush is not { IsCompleted: false })
            {
                _flush = log.FlushAsync(Timeout.InfiniteTimeSpan).AsTask();
            }

            return (_question, _flush);
        }
    }

    private async Task<bool> EndsInTimeAsync(Task task, CancellationToken cancellationToken)
    {
        await task.WaitAsync(timeLimit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return task.IsCompleted;
    }

    /// <summary>Our own errors name no secret; another one may, so it is told by its type.</summary>
    private string DescribeFailure(Task question) => question.Exception?.InnerException switch
    {
        null => $"{log.StoreName} has not answered for {Limit} s.",
        SequenceStoreException e => $"{log.StoreName} does not answer: {e.Message}",
        var e => $"{log.StoreName} does not answer: {e.GetType().Name}.",
    };

    private static void AddCount(List<string> troubles, string what, int times)
    {
        if (times > 0)
        {
            troubles.Add($"{what}: {times} times since the start");
        }
    }

    private static void AddTrouble(List<string> troubles, string what, IReadOnlyDictionary<string, long> counts)
    {
        if (counts.Count > 0)
        {
            var reasons = string.Join(", ", counts.Select(c => $"{c.Key} {c.Value}"));
            troubles.Add($"{what} since the start: {counts.Values.Sum()} ({reasons})");
        }
    }

    private Dictionary<string, object> Data()
    {
        var (counts, health) = (log.Delivery, log.Health);
        var data = new Dictionary<string, object>
        {
            ["store"] = log.StoreName,
            ["emitted"] = counts.Emitted,
            ["stored"] = counts.Stored,
            ["duplicate"] = counts.Duplicate,
            ["rejected"] = counts.Rejected,
            ["dropped"] = counts.Dropped,
            ["pending"] = counts.Pending,
            ["failed_tries"] = health.FailedTries,
            ["damages"] = health.Damages,
            ["restarts"] = health.Restarts,
        };
        AddReasons("rejected", counts.RejectedBy);
        AddReasons("dropped", counts.DroppedBy);
        return data;

        void AddReasons(string what, IReadOnlyDictionary<string, long> byReason)
        {
            foreach (var (reason, count) in byReason)
            {
                data[$"{what}.{reason}"] = count;
            }
        }
    }
}
