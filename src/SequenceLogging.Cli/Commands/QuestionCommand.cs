using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Commands;

/// <summary>A command that asks a store and changes nothing: a thin shell over the reader.</summary>
internal abstract class QuestionCommand : Command, IHaveExamples
{
    protected QuestionCommand(
        string name, string description, Surroundings around, SharedOptions shared, params string[] examples)
        : base(name, description)
    {
        Shared = shared;
        Around = around;
        Examples = examples;
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; }

    protected Surroundings Around { get; }

    protected SharedOptions Shared { get; }

    protected abstract Task<int> AskAsync(Question question, CancellationToken cancellationToken);

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var store = StoreLocation.Find(arguments.GetValue(Shared.Store), Around);
        await using var reader = store.OpenReader();
        return await AskAsync(
            new Question(arguments, reader, store, arguments.GetValue(Shared.Json), Around), cancellationToken);
    }

    /// <summary>What a command needs to find its answer and to give it.</summary>
    protected sealed class Question(
        ParseResult arguments, ISequenceReader reader, StoreLocation store, bool isJson, Surroundings around)
    {
        private readonly Lazy<Page> _page = new(() => new Page(around));

        public ParseResult Arguments => arguments;

        public ISequenceReader Reader => reader;

        /// <summary>Answers about many journeys.</summary>
        public JourneyAnalysis Analysis => new(reader, around.Time);

        public StoreLocation Store => store;

        public string StoreName => store.Name;

        public bool IsJson => isJson;

        public Page Page => _page.Value;

        public DateTimeOffset Now => around.Time.GetUtcNow();

        /// <summary>The journey of an id or a key; null where there is none.</summary>
        public async ValueTask<SequenceDetails?> FindJourneyAsync(SequenceReference sequence, CancellationToken cancellationToken)
        {
            var id = sequence.Key is null ? sequence.Id : await reader.FindByKeyAsync(sequence.Key, cancellationToken);
            return id is null ? null : await reader.GetDetailsAsync(id.Value, cancellationToken);
        }

        /// <summary>Says something beside the answer.</summary>
        public void Note(string text) => around.Error.WriteLine(SafeText.OneLine($"{SeqlogCommand.ToolName}: {text}"));
    }
}
