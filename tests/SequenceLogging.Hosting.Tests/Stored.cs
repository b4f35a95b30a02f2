using SequenceLogging.Journeys;
using SequenceLogging.Sqlite;

namespace SequenceLogging.Hosting.Tests;

/// <summary>What a SQLite file holds, read by somebody who has nothing to do with who wrote it.</summary>
internal static class Stored
{
    public static SequenceId Id { get; } = SequenceId.Parse("SEQ-2025-07-00001");

    public static async Task<SequenceDetails?> JourneyAsync(string path, SequenceId? id = null)
    {
        await using var reader = new SqliteStoreProvider().OpenReader(new SequenceLogOptions { Store = path });
        return await reader.GetDetailsAsync(id ?? Id);
    }

    public static async Task<string[]> StepsAsync(string path, SequenceId? id = null) =>
        [.. (await JourneyAsync(path, id))?.Steps.Select(s => s.StepName.Value) ?? []];
}
