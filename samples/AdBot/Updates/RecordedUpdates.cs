using System.Runtime.CompilerServices;
using System.Text.Json;
using AdBot.BotApi;

namespace AdBot.Updates;

/// <summary>Plays what getUpdates answered once, quickly. Record your own with <c>curl …/getUpdates > updates.json</c>.</summary>
internal sealed class RecordedUpdates : IUpdateSource
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly IReadOnlyList<Update> _updates;

    private RecordedUpdates(IReadOnlyList<Update> updates) => _updates = updates;

    /// <exception cref="InvalidDataException">There is no recording of that name, or it is none.</exception>
    public static RecordedUpdates Open(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var answer = JsonSerializer.Deserialize<Answer<IReadOnlyList<Update>>>(file, BotJson.Options);
            return new RecordedUpdates(answer?.Result ?? throw new JsonException("It has no \"result\"."));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(
                $"{path} cannot be played: {e.Message} It must hold an answer of getUpdates: {{\"ok\": true, \"result\": […]}}.", e);
        }
    }

    public async IAsyncEnumerable<Update> ReadAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        foreach (var update in _updates)
        {
            yield return update;
            await Task.Delay(Pace, stopping);
        }
    }
}
