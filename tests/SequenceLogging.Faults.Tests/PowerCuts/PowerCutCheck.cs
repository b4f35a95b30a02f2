using Serilog;

namespace SequenceLogging.Faults.Tests.PowerCuts;

/// <summary>Opens the image of a disk as the next process does, works with it, and says what is wrong with it.</summary>
internal static class PowerCutCheck
{
    public static async Task<string?> WhatIsWrongAsync(StoreFile store, IReadOnlyCollection<string> acknowledged)
    {
        SequenceId issued;
        try
        {
            await using var log = SequenceLog.Open(o => o.UseSqlite(store.Path));
            await using var logger = new LoggerConfiguration().AuditTo.Sequences(log).CreateLogger();
            using var scope = log.Begin(1);
            issued = scope.SequenceId;
            logger.Information("{StepName} {Mark}", "AfterThePowerCut", 0);
        }
        catch (Exception e)
        {
            return $"unusable: {e.Message}";
        }

        if (store.AskText("PRAGMA integrity_check") is not "ok" and var trouble)
        {
            return $"corrupt: {trouble}";
        }

        var stored = store.AskTexts(
            """
            SELECT CAST(json_extract(metadata, '$.Mark') AS TEXT) FROM steps
            UNION ALL SELECT entity_id FROM links
            UNION ALL SELECT sequence_id FROM sequences
            """);
        if (acknowledged.Except(stored).ToList() is { Count: > 0 } lost)
        {
            return $"lost: {lost.Count} of {acknowledged.Count}, as {lost[0]}";
        }

        if (acknowledged.Contains(issued.ToString()))
        {
            return $"issued again: {issued}";
        }

        if (stored.Count != stored.Distinct().Count())
        {
            return "doubled: something is stored twice";
        }

        store.MustBeWhole();
        return null;
    }
}
