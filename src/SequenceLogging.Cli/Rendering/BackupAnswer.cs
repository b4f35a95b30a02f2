using SequenceLogging.Sqlite;

namespace SequenceLogging.Cli.Rendering;

/// <summary>What a backup has in it.</summary>
internal sealed record BackupAnswer(string Store, string Path, long Bytes, long Sequences, long LastPosition, double ElapsedMs)
{
    public static BackupAnswer Of(string store, SqliteBackupResult backup, TimeSpan elapsed) => new(
        store, backup.Path, backup.Bytes, backup.Sequences, backup.LastPosition, Math.Round(elapsed.TotalMilliseconds, 1));

    public Phrase ToPhrase() => new Phrase("✔ ", Palette.Good)
        .Add($"{Store} is backed up in {Path}: {Numbers.Of(Sequences, "sequence")}, {Numbers.Bytes(Bytes)}")
        .Add($" · {Durations.Exact(ElapsedMs)}", Palette.Dim);
}
