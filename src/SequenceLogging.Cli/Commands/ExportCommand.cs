using System.CommandLine;
using System.Runtime.CompilerServices;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Journeys;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog export</c>: journeys as files, for other tools and for people who have no store.</summary>
internal sealed class ExportCommand : SearchCommand
{
    private const int PageSize = 500;

    private readonly Argument<SequenceReference[]> _ids = Parsed.Arguments<SequenceReference>(
        "ID", "The sequences. Without one, those that fit the options.");

    private readonly SearchOptions _search = new();

    private readonly Option<int?> _limit = new("--limit", "-n")
    {
        Description = "At most this many, newest first. Default: all that fit.",
        HelpName = "N",
        CustomParser = result => Parsed.Number(result, "limit", 1, int.MaxValue),
    };

    private readonly ExportOptions _export = new();

    public ExportCommand(Surroundings around, SharedOptions shared)
        : base(
            "export", "Writes whole journeys: JSON, CSV, a support card in Markdown, or an HTML page that opens offline.", around, shared,
            "seqlog export SEQ-2025-07-00001 --output card.html",
            "seqlog export SEQ-2025-07-00001 --format markdown",
            "seqlog export --user 566158428 --format csv --output events.csv --force",
            "seqlog export --status failed --limit 100 | jq -r '.errors[].message'")
    {
        Arguments.Add(_ids);
        _export.AddTo(this);
        foreach (var option in _search.All.Append(_limit))
        {
            Options.Add(option);
        }

        Validators.Add(result =>
        {
            var asksFor = _search.All.Append(_limit).Any(o => result.GetResult(o) is not null);
            var names = result.GetResult(_ids) is { Tokens.Count: > 0 };
            if (names == asksFor)
            {
                result.AddError(names
                    ? "either ids or options say what to export. Leave one of them out."
                    : "it was not said what to export. Name ids, or what fits, as --user 566158428 or --limit 100.");
            }
        });
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var arguments = question.Arguments;
        var format = _export.Format(arguments);
        if (question.IsJson && format is not ExportFormat.Json && _export.NamesFormat(arguments))
        {
            throw new ExpectedFailure(ExitCode.Usage, "--json and --format are two answers to one question. Leave one of them out.");
        }

        var ids = arguments.GetValue(_ids) ?? [];
        var search = new ExportSearch(question, ids, _search.Read(arguments, question.Now), arguments.GetValue(_limit));
        var writer = new JourneyWriter(question.IsJson ? ExportFormat.Json : format, question.Reader, Around.Time);
        if (writer.IsForOne && !await search.IsOneAsync(cancellationToken))
        {
            throw new ExpectedFailure(ExitCode.Usage, "Markdown and HTML are pages of one journey. Name one id, or take --format json or csv.");
        }

        await using var file = _export.BeginFile(arguments);
        var output = file?.Writer ?? Around.Out;
        await foreach (var journey in search.FindAsync(cancellationToken))
        {
            await writer.WriteAsync(output, journey, cancellationToken);
        }

        if (writer.Count == 0 && ids.Length == 0)
        {
            throw await NothingFitsAsync(question, search.Query, SearchOptions.InWords(search.Query), "Ask for less, or try 'seqlog list'.", cancellationToken);
        }

        if (file is not null && writer.Count > 0)
        {
            await file.FinishAsync();
        }

        return search.IsComplete ? ExitCode.Ok : ExitCode.NotFound;
    }

    /// <summary>The journeys that were named, or that fit, one after the other.</summary>
    private sealed class ExportSearch(Question question, SequenceReference[] ids, SequenceQuery query, int? limit)
    {
        public SequenceQuery Query => query;

        /// <summary>Whether all that were named are there.</summary>
        public bool IsComplete { get; private set; } = true;

        /// <summary>Whether no more than one journey is meant.</summary>
        public async ValueTask<bool> IsOneAsync(CancellationToken cancellationToken) => ids.Length > 0
            ? ids.Length == 1
            : limit == 1 || (await question.Reader.FindAsync(query with { Limit = 2 }, cancellationToken)).Count < 2;

        public IAsyncEnumerable<SequenceDetails> FindAsync(CancellationToken cancellationToken) =>
            ids.Length > 0 ? NamedAsync(cancellationToken) : FittingAsync(cancellationToken);

        private async IAsyncEnumerable<SequenceDetails> NamedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (var id in ids)
            {
                if (await question.FindJourneyAsync(id, cancellationToken) is { } journey)
                {
                    yield return journey;
                }
                else
                {
                    IsComplete = false;
                    question.Note($"no sequence {id} in {question.StoreName}. Try 'seqlog list' for the newest ones.");
                }
            }
        }

        private async IAsyncEnumerable<SequenceDetails> FittingAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var (left, before) = (limit ?? int.MaxValue, query.Before);
            while (left > 0)
            {
                var size = Math.Min(left, PageSize);
                var page = await question.Reader.FindAsync(query with { Limit = size, Before = before }, cancellationToken);
                foreach (var header in page)
                {
                    // One that was pruned in between is no journey that fits any more.
                    if (await question.Reader.GetDetailsAsync(header.SequenceId, cancellationToken) is { } journey)
                    {
                        yield return journey;
                    }
                }

                left -= page.Count;
                if (page.Count < size)
                {
                    yield break;
                }

                before = page[^1].SequenceId;
            }
        }
    }
}
