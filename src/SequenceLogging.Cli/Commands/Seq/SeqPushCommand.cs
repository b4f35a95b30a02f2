using System.CommandLine;
using System.Globalization;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Seq;
using SequenceLogging.Seq.Pushing;

namespace SequenceLogging.Cli.Commands.Seq;

/// <summary><c>seqlog seq push</c>: what the store has kept goes to Seq.</summary>
internal sealed class SeqPushCommand : QuestionCommand
{
    private readonly SeqOptions _seq = new();
    private readonly Option<DateTimeOffset?> _since = Times("--since", "Only events from then on. It is kept with the state.");

    private readonly Option<DateTimeOffset?> _until = Times(
        "--until", "Only events before: the time at which the application began to log to this Seq itself. It is kept with the state.");

    private readonly Option<SequenceId?> _sequence = Parsed.Option<SequenceId>("--sequence", "ID", "This journey only.");

    private readonly Option<string?> _state = new("--state")
    {
        Description = "The file that knows how far it came. Default beside the store, one for each server.",
        HelpName = "FILE",
    };

    private readonly Option<int> _batchBytes = Number("--batch-bytes", "Bytes of one request.", 1024, SeqPushOptions.LargestBatch, 2 * 1024 * 1024);
    private readonly Option<int> _batchEvents = Number("--batch-events", "Events of one request.", 1, 100_000, 5_000);
    private readonly Option<int> _retryFor = Number("--retry-for", "Seconds for which a server that does not answer is asked again.", 0, 7 * 86_400, 600);

    public SeqPushCommand(Surroundings around, SharedOptions shared)
        : base(
            "push",
            "Pushes what the store has kept to Seq: steps, links, errors, changes of status, and a summary of each journey that has ended. "
            + "Run again, it pushes what is new.",
            around, shared,
            "SEQ_API_KEY=… seqlog seq push --url https://seq.example.com --until 2025-07-14T09:00:00Z",
            "seqlog seq push --url http://localhost:5341 --sequence SEQ-2025-07-00001")
    {
        _seq.AddTo(this);
        Option[] all = [_since, _until, _sequence, _state, _batchBytes, _batchEvents, _retryFor];
        foreach (var option in all)
        {
            Options.Add(option);
        }
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var arguments = question.Arguments;
        var server = _seq.Find(arguments, Around);
        var talk = new SeqPushTalk(Around);
        var options = new SeqPushOptions
        {
            StatePath = arguments.GetValue(_state) ?? SeqStateFile.Of(question.Store, server),
            Since = arguments.GetValue(_since),
            Until = arguments.GetValue(_until),
            Sequence = arguments.GetValue(_sequence),
            BatchBytes = arguments.GetValue(_batchBytes),
            BatchEvents = arguments.GetValue(_batchEvents),
            RetryFor = TimeSpan.FromSeconds(arguments.GetValue(_retryFor)),
            TimeProvider = Around.Time,
            Progress = talk,
        };
        var start = Around.Time.GetTimestamp();
        var result = await PushAsync(server, options, talk, question, cancellationToken);
        var summary = SeqPushSummary.Of(server, options.StatePath, result, Around.Time.GetElapsedTime(start));
        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, summary, ToolJson.Indented.SeqPushSummary);
        }
        else
        {
            question.Page.Write(summary.ToPhrases());
        }

        foreach (var note in summary.Notes())
        {
            question.Note(note);
        }

        return result.SetAside > 0 ? ExitCode.Failure : ExitCode.Ok;
    }

    private static async Task<SeqPushResult> PushAsync(
        SeqServer server, SeqPushOptions options, SeqPushTalk talk, Question question, CancellationToken cancellationToken)
    {
        try
        {
            return await new SeqPush(server, options).RunAsync(question.Reader, cancellationToken);
        }
        catch (SeqException e)
        {
            throw SeqOptions.Failure(e);
        }
        catch (ArgumentException e)
        {
            throw new ExpectedFailure(ExitCode.Usage, e.Message);
        }
        catch (KeyNotFoundException e)
        {
            throw new ExpectedFailure(ExitCode.NotFound, $"{e.Message[..1].ToLowerInvariant()}{e.Message[1..]} It was looked for in {question.StoreName}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ExpectedFailure(
                ExitCode.Failure, $"the state cannot be kept: {e.Message} Name a file that can be written with --state.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new ExpectedFailure(
                ExitCode.Interrupted, "interrupted. What Seq acknowledged is noted; run the same push again to go on.");
        }
        finally
        {
            talk.End();
        }
    }

    private static Option<DateTimeOffset?> Times(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            {
                return time;
            }

            result.AddError($"\"{text}\" is no time. Write it in UTC as 2025-07-14 or 2025-07-14T09:12:00Z.");
            return null;
        },
    };

    private static Option<int> Number(string name, string description, int least, int most, int usual) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        CustomParser = result => Parsed.Number(result, name, least, most),
    };
}
