using System.CommandLine;
using System.Globalization;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog tail</c>: steps of all sequences as they arrive in the store.</summary>
internal sealed class TailCommand : QuestionCommand
{
    private const int PageSize = 1000;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Option<bool> _sinceStart = new("--since-start")
    {
        Description = "Begins with the first step of the store instead of the next new one.",
    };

    private readonly Option<long?> _from = new("--from")
    {
        Description = "Begins behind this position, as --json tells it.",
        HelpName = "POSITION",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            {
                return position;
            }

            result.AddError($"\"{text}\" is no position. Write the number that 'seqlog tail --json' tells as position, or 0.");
            return null;
        },
    };

    private readonly Option<int?> _limit = new("--limit", "-n")
    {
        Description = "Ends after it has told this many steps.",
        HelpName = "N",
        CustomParser = result => Parsed.Number(result, "limit", 1, int.MaxValue),
    };

    private readonly Option<bool> _noFollow = new("--no-follow")
    {
        Description = "Ends when all that is there was told.",
    };

    private readonly StepFilter _filter = new();

    public TailCommand(Surroundings around, SharedOptions shared)
        : base(
            "tail", "Follows the steps of all sequences as they arrive, until Ctrl-C.", around, shared,
            "seqlog tail",
            "seqlog tail --status failed",
            "seqlog tail --step 'Payment_*' --user 566158428",
            "seqlog tail --since-start --no-follow --json > steps.ndjson")
    {
        foreach (var option in _filter.Options.Concat([_sinceStart, _from, _limit, _noFollow]))
        {
            Options.Add(option);
        }
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        try
        {
            await FollowAsync(question, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how this command ends.
        }

        return ExitCode.Ok;
    }

    private async Task FollowAsync(Question question, CancellationToken cancellationToken)
    {
        var arguments = question.Arguments;
        var left = arguments.GetValue(_limit) ?? int.MaxValue;
        var follows = !arguments.GetValue(_noFollow);
        var fits = _filter.Read(arguments);
        var lines = new StepLine(Around.TerminalWidth < StepLine.Narrow);
        var position = arguments.GetValue(_from)
            ?? (arguments.GetValue(_sinceStart) ? 0 : await question.Reader.GetLastPositionAsync(cancellationToken));

        // It may come yet; but whoever mistyped it would wait for ever.
        if (_filter.WholeName(arguments) is { } name
            && await StepNames.WhyUnknownAsync(question.Reader, new SequenceQuery { StepName = name }, cancellationToken) is { } why)
        {
            question.Note(why);
        }

        while (left > 0)
        {
            var steps = await ReadAsync(question.Reader, position, PageSize, follows, cancellationToken);
            foreach (var step in steps.Where(s => fits(s)).Take(left))
            {
                Write(question, lines, step);
                left--;
            }

            position = steps is [.., var last] ? last.Position : position;

            await Around.Out.FlushAsync(cancellationToken);
            if (steps.Count == 0)
            {
                if (!follows)
                {
                    return;
                }

                await Task.Delay(Interval, Around.Time, cancellationToken);
            }
        }
    }

    // A store that is busy for a moment is no reason to end; one that is gone is.
    private static async ValueTask<IReadOnlyList<StoredStep>> ReadAsync(
        ISequenceReader reader, long position, int most, bool comesBack, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadStepsAsync(position, most, cancellationToken);
        }
        catch (SequenceStoreException e) when (comesBack && e.Kind is StoreErrorKind.Busy)
        {
            return [];
        }
    }

    private void Write(Question question, StepLine lines, StoredStep step)
    {
        if (question.IsJson)
        {
            JourneyJson.Write(Around.Out, step, JourneyJson.OnOneLine.StoredStep);
        }
        else
        {
            question.Page.WriteLine(lines.Of(step));
        }
    }
}
