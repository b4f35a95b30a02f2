using System.CommandLine;
using System.CommandLine.Completions;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Commands.Completion;

/// <summary>Completes what only the store knows: names of steps, flows, components, ids. What cannot be read soon is not told.</summary>
internal sealed class StoreWords(Surroundings around, SharedOptions shared)
{
    private const int NewestSequences = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Gives every option and argument of a command, and of those below it, the words that it takes.</summary>
    public void AddTo(Command command)
    {
        foreach (var argument in command.Arguments.Where(a => a.ValueType == typeof(SequenceReference) || a.ValueType == typeof(SequenceReference[])))
        {
            argument.CompletionSources.Add(From(IdsAsync));
        }

        foreach (var argument in command.Arguments.Where(a => a.Name == "STEP"))
        {
            argument.CompletionSources.Add(From(async (reader, token) => await StepNames.OfAsync(reader, token)));
        }

        foreach (var option in command.Options)
        {
            if (SourceOf(option) is { } source)
            {
                option.CompletionSources.Add(From(source));
            }
        }

        foreach (var child in command.Subcommands)
        {
            AddTo(child);
        }
    }

    private static Func<ISequenceReader, CancellationToken, Task<IEnumerable<string>>>? SourceOf(Option option) => option switch
    {
        { Name: "--step" } => async (reader, token) => await StepNames.OfAsync(reader, token),
        { Name: "--flow" } => async (reader, token) =>
            StepNames.FlowsOf(await StepNames.OfAsync(reader, token)),
        { Name: "--component", ValueType: var type } when type == typeof(string) => async (reader, token) =>
            (await reader.GetStatisticsAsync(token)).Components.Select(c => c.Component).OfType<string>(),
        { ValueType: var type } when type == typeof(SequenceId?) => IdsAsync,
        _ => null,
    };

    private static async Task<IEnumerable<string>> IdsAsync(ISequenceReader reader, CancellationToken cancellationToken) =>
        (await reader.FindAsync(new SequenceQuery { Limit = NewestSequences }, cancellationToken)).Select(s => s.SequenceId.ToString());

    private Func<CompletionContext, IEnumerable<CompletionItem>> From(
        Func<ISequenceReader, CancellationToken, Task<IEnumerable<string>>> words) => context =>
        {
            // The library asks without waiting for an answer; nobody else runs in this process.
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                var option = context.ParseResult.GetValue(shared.Store);
                return [.. Task.Run(() => ReadAsync(option, words, patience.Token), patience.Token).WaitAsync(Patience).GetAwaiter().GetResult().Select(w => new CompletionItem(w))];
            }
            catch (Exception e) when (e is SequenceStoreException or ExpectedFailure or OperationCanceledException or TimeoutException or IOException)
            {
                return [];
            }
        };

    private async Task<IEnumerable<string>> ReadAsync(
        string? store, Func<ISequenceReader, CancellationToken, Task<IEnumerable<string>>> words, CancellationToken cancellationToken)
    {
        await using var reader = StoreLocation.Find(store, around).OpenReader();
        return await words(reader, cancellationToken);
    }
}
