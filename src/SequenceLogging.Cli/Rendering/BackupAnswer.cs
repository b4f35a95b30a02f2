using System.Text.Json.Serialization;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Sqlite;

namespace SequenceLogging.Cli.Rendering;

/// <summary>What a backup has in it.</summary>
/// <param name="Store">Of which store.</param>
/// <param name="Path">The whole path of the file.</param>
/// <param name="Target">The file as it was named.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sequences">How many sequences.</param>
/// <param name="LastPosition">The position of the newest step.</param>
/// <param name="ElapsedMs">How long it took.</param>
internal sealed record BackupAnswer(
    string Store, string Path, [property: JsonIgnore] string Target, long Bytes, long Sequences, long LastPosition, double ElapsedMs)
{
    public static BackupAnswer Of(string store, string target, SqliteBackupResult backup, TimeSpan elapsed) => new(
        store, backup.Path, target, backup.Bytes, backup.Sequences, backup.LastPosition, Math.Round(elapsed.TotalMilliseconds, 1));

    public Phrase ToPhrase() => new Phrase("✔ ", Look.Good)
        .Add($"{Store} is backed up in {Target}: {Numbers.Of(Sequences, "sequence")}, {Numbers.Bytes(Bytes)}")
        .Add($" · {Durations.Exact(ElapsedMs)}", Look.Dim);
}
