using Npgsql;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Connecting;

/// <summary>
/// A few connections to one database, each of which gives up by itself: no lock outlives a connection, and no connection waits
/// without an end.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private const int MostTries = 6;

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;
    private volatile bool _isDisposed;

    public Database(ConnectionText text, TimeProvider time, bool isForQuestions)
    {
        Text = text;
        _time = time;
        _source = text.CreateSource(isForQuestions);
    }

    public ConnectionText Text { get; }

    public TimeProvider Time => _time;

    /// <summary>What people call it; holds no secret.</summary>
    public string Name => Text.Name;

    /// <summary>
    /// Runs a transaction, again where it met another one or found its connection broken before it could have committed.
    /// </summary>
    /// <param name="act">Begins with <see cref="Work.Begin"/>; what it leaves open is rolled back.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SequenceStoreException">The server's answer, or that there is none.</exception>
    public async Task<T> RunAsync<T>(Func<Work, CancellationToken, Task<T>> act, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            var work = default(Work);
            try
            {
                var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await using var _ = connection.ConfigureAwait(false);
                work = new Work(connection, attempt);
                return await act(work, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (ServerErrors.IsOfServer(e))
            {
                if (attempt >= MostTries || !await PrepareAnotherAsync(e, work, cancellationToken).ConfigureAwait(false))
                {
                    throw ServerErrors.Translate(e, Name);
                }
            }
            catch (ObjectDisposedException e)
            {
                throw new ObjectDisposedException($"{Name} was closed.", e);
            }
        }
    }

    /// <summary>The same without an answer.</summary>
    public Task RunAsync(Func<Work, CancellationToken, Task> act, CancellationToken cancellationToken) =>
        RunAsync(
            async (work, token) =>
            {
                await act(work, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Lets go of connections that a restart has broken, and sees that the server is there.</summary>
    public async Task ReconnectAsync(CancellationToken cancellationToken)
    {
        _source.Clear();
        await RunAsync(
            async (work, token) =>
            {
                using var ask = work.Statements().Add("SELECT 1");
                await ask.RunAsync(token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<bool> PrepareAnotherAsync(Exception e, Work? work, CancellationToken cancellationToken)
    {
        if (ServerErrors.IsConflict(e))
        {
            // With some randomness, so that two do not meet again.
            var longest = 5 << work!.Attempt;
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, longest)), _time, cancellationToken).ConfigureAwait(false);
            return true;
        }

        // A connection that was in the pool while the server went: the next one is new. Where even that fails, there is no server.
        if (ServerErrors.IsBroken(e) && work is { MayBeCommitted: false, Attempt: 1 })
        {
            _source.Clear();
            return true;
        }

        return false;
    }
}
