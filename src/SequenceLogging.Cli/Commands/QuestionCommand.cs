using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Commands;

/// <summary>A command that asks a store and changes nothing: a thin shell over the reader.</summary>
internal abstract class QuestionCommand : Command, IHaveExamples
{
    private readonly SharedOptions _shared;

    protected QuestionCommand(
        string name, string description, Surroundings around, SharedOptions shared, params string[] examples)
        : base(name, description)
    {
        _shared = shared;
        Around = around;
        Examples = examples;
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples { get; }

    protected Surroundings Around { get; }

    protected abstract Task<int> AskAsync(Question question, CancellationToken cancellationToken);

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var store = StoreLocation.Find(arguments.GetValue(_shared.Store), Around);
        await using var reader = store.OpenReader();
        return await AskAsync(
            new Question(arguments, reader, store.Name, arguments.GetValue(_shared.Json), Around), cancellationToken);
    }

    /// <summary>What a command needs to find its answer and to give it.</summary>
    protected sealed class Question(
        ParseResult arguments, ISequenceReader reader, string storeName, bool isJson, Surroundings around)
    {
        private readonly Lazy<Page> _page = new(() => new Page(around));

        public ParseResult Arguments => arguments;

        public ISequenceReader Reader => reader;

        public string StoreName => storeName;

        public bool IsJson => isJson;

        public Page Page => _page.Value;

        public DateTimeOffset Now => around.Time.GetUtcNow();

        /// <summary>Says something beside the answer.</summary>
        public void Note(string text) => around.Error.WriteLine(SafeText.OneLine($"{SeqlogCommand.ToolName}: {text}"));
    }
}
