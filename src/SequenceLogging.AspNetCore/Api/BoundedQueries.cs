using Microsoft.AspNetCore.Http;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>Asks the store no more at once than it is allowed, and gives up what takes too long.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Reliability", "CA1001", Justification = "It lives as long as the application, and the semaphore has no handle to close.")]
internal sealed class BoundedQueries(SequenceDashboardOptions options, TimeProvider time)
{
    private readonly SemaphoreSlim _free = new(options.MaxConcurrentQueries);

    /// <exception cref="ApiProblem">There was no room, or it took too long.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.QueryTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _free.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new ApiProblem(
                StatusCodes.Status503ServiceUnavailable, "Too many questions",
                $"{options.MaxConcurrentQueries} others were being answered for {options.QueryTimeout.TotalSeconds:0.###} s. Try again later.")
            {
                RetryAfter = options.QueryTimeout,
            };
        }

        // An embedded store answers on the thread that asks; one that cannot be told to stop holds its place until it has.
        var token = either.Token;
        var asked = Task.Run(
            async () =>
            {
                try
                {
                    return await ask(token).ConfigureAwait(false);
                }
                finally
                {
                    _free.Release();
                }
            },
            CancellationToken.None);
        try
        {
            return await asked.WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ApiProblem(
                StatusCodes.Status504GatewayTimeout, "It took too long",
                $"The store had no answer within {options.QueryTimeout.TotalSeconds:0.###} s. Ask for less: a shorter time, a user, a step; or raise QueryTimeout.");
        }
    }
}
