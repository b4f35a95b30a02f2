using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SequenceLogging.AspNetCore.Api;
using SequenceLogging.AspNetCore.Dashboard;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Live;

/// <summary>The live events, to one client each: where it was, what arrives, a heartbeat while nothing does.</summary>
/// <param name="hub">Tells what arrives.</param>
/// <param name="source">The store and the clock.</param>
/// <param name="options">Limits.</param>
/// <param name="stopping">When the application stops.</param>
internal sealed class LiveStream(LiveHub hub, JourneySource source, SequenceDashboardOptions options, CancellationToken stopping)
{
    public const string LastEventId = "Last-Event-ID";

    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Who takes nothing for so long is frozen.</summary>
    public static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(15);

    /// <summary>Browsers connect again by themselves, and are asked then who they are: whoever was shut out stops seeing after this.</summary>
    public static readonly TimeSpan LongestStream = TimeSpan.FromMinutes(15);

    /// <summary>Who was away for more steps than these asks again.</summary>
    private const int MostMissed = 5_000;

    private static readonly ApiParameter<SequenceId?> Sequence = new("sequence", "Only this sequence.", text => SequenceId.Parse(text))
    {
        Example = "SEQ-2025-07-00001",
    };

    private static readonly ApiParameter<long?> After = new(
        "after", $"Begins behind this position, as overview tells it; the header {LastEventId} goes before it. Default is now.", ReadPosition)
    {
        SchemaType = "integer",
    };

    /// <summary>How the document of the API has it.</summary>
    public static ApiResource Resource { get; } = ApiResource.Described(
        "live",
        "Server-sent events: ready (where the stream begins), steps (what has arrived), reset (ask again for what is shown), and a comment "
        + "as a heartbeat. The id of an event is a position in the store.",
        typeof(LiveSteps)) with
    {
        Parameters = [Sequence, After],
        MediaType = "text/event-stream",
    };

    public async Task RunAsync(HttpContext context)
    {
        ApiRequest request;
        long? after;
        try
        {
            request = new ApiRequest(context, Resource, source, options);
            after = context.Request.Headers[LastEventId] is [{ Length: > 0 } last] ? Position(last) : request.Get(After);
            _ = request.Get(Sequence);
        }
        catch (ApiProblem problem)
        {
            await problem.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.ContentType = "text/event-stream";
            return;
        }

        if (!hub.TryEnter())
        {
            await new ApiProblem(
                StatusCodes.Status503ServiceUnavailable, "Too many look on",
                $"{options.MaxLiveClients} look on already. Try again later, ask now and then instead, or raise MaxLiveClients.")
            {
                RetryAfter = TimeSpan.FromSeconds(30),
            }.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        var client = new LiveClient(request.Get(Sequence));
        try
        {
            await StreamAsync(context, client, after).ConfigureAwait(false);
        }
        catch (SequenceStoreException e) when (!context.Response.HasStarted)
        {
            await ApiHost.Unavailable(e).WriteAsync(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or SequenceStoreException or IOException)
        {
            // It went away, froze, or has looked on for long enough; it comes again from where it was.
        }
        finally
        {
            hub.Remove(client);
            hub.Leave();
        }
    }

    private async Task StreamAsync(HttpContext context, LiveClient client, long? after)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var old = new CancellationTokenSource(LongestStream, source.Time);
        using var isOld = old.Token.Register(end.Cancel);
        var position = await hub.AddAsync(client, end.Token).ConfigureAwait(false);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would keep events until it has many
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await WriteAsync(context, LiveMessage.Ready(after is { } from && from < position ? from : position), end.Token).ConfigureAwait(false);
        if (after is { } missed)
        {
            await CatchUpAsync(context, client, missed, position, end.Token).ConfigureAwait(false);
        }

        while (true)
        {
            if (client.Take() is { } message)
            {
                await WriteAsync(context, message, end.Token).ConfigureAwait(false);
                continue;
            }

            using var beat = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
            var silence = Task.Delay(Heartbeat, source.Time, beat.Token);
            if (await Task.WhenAny(client.Arrived, silence).ConfigureAwait(false) == silence)
            {
                end.Token.ThrowIfCancellationRequested();
                await WriteAsync(context, LiveMessage.Heartbeat, end.Token).ConfigureAwait(false);
            }

            await beat.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What was missed, up to where the hub tells; a word to ask again where that is too much, or of another store.</summary>
    private async Task CatchUpAsync(HttpContext context, LiveClient client, long after, long upTo, CancellationToken cancellationToken)
    {
        if (after > upTo || upTo - after > MostMissed)
        {
            await WriteAsync(context, LiveMessage.Reset(upTo), cancellationToken).ConfigureAwait(false);
            return;
        }

        while (after < upTo)
        {
            var steps = await source.Reader.ReadStepsAsync(after, LiveSteps.Most, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<Journeys.StoredStep> missed = [.. steps.Where(s => s.Position <= upTo)];
            if (missed.Count == 0)
            {
                return;
            }

            after = missed[^1].Position;
            IReadOnlyList<Journeys.StoredStep> told = client.Sequence is { } id ? [.. missed.Where(s => s.SequenceId == id)] : missed;
            if (told.Count > 0)
            {
                await WriteAsync(context, LiveMessage.Steps(new LiveSteps(after, told, 0, [])), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestWrite, source.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await context.Response.Body.WriteAsync(message, either.Token).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What is half written cannot be ended well; and who does not read would keep it waiting.
            if (limit.IsCancellationRequested)
            {
                context.Abort();
            }

            throw;
        }
    }

    private static long? Position(string text)
    {
        try
        {
            return ReadPosition(text);
        }
        catch (FormatException e)
        {
            throw ApiProblem.Bad(LastEventId, e.Message);
        }
    }

    private static long? ReadPosition(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new FormatException($"{Quoted.Text(text)} is no position. Write the id of an event as it was, or 0.");
}
