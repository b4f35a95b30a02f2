using System.Globalization;
using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.LiteDb.Files;
using SequenceLogging.LiteDb.Opening;
using SequenceLogging.LiteDb.Writing;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.LiteDb.Examining;

/// <summary>Looks at the condition of a store, and changes nothing.</summary>
internal sealed class StoreExaminer(Database database, StorePaths paths, CancellationToken cancellationToken)
{
    private static readonly string[] ReasonsInOrder = [IdGap.Erased, IdGap.Pruned, IdGap.Skipped, IdGap.Leased];
    private static readonly Version FixedVersion = new(5, 0, 21);

    public StoreExamination Run() => new()
    {
        Findings = [LibraryVersion(), SchemaVersion(), Integrity(), .. Sizes(), Marks()],
        Ids = [.. ReadAccounts()],
    };

    private static StoreFinding LibraryVersion()
    {
        var version = typeof(BsonDocument).Assembly.GetName().Version!;
        return new StoreFinding("litedb_version", FindingLevel.Good, version.ToString(3))
        {
            Advice = version < FixedVersion
                ? "Up to 5.0.20 two transactions at once could damage a file; the store never has two, so this is no danger here."
                : null,
        };
    }

    private StoreFinding SchemaVersion()
    {
        var version = StoreSchema.VersionOf(database, paths.Data);
        var text = version.ToString(CultureInfo.InvariantCulture);
        return version <= StoreSchema.Version
            ? new StoreFinding("schema_version", FindingLevel.Good, text)
            : new StoreFinding(
                "schema_version", FindingLevel.Notice, text, $"This build writes {StoreSchema.Version}; it only reads this store.");
    }

    private StoreFinding Integrity()
    {
        try
        {
            return new StoreFinding("integrity", FindingLevel.Good, $"{HealthCheck.Run(database, cancellationToken)} documents can be read");
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.Corrupt)
        {
            return new StoreFinding(
                "integrity", FindingLevel.Problem, e.Message, "Keep the file as it is, and go on with a backup or a new path.");
        }
    }

    private IEnumerable<StoreFinding> Sizes()
    {
        var free = database.DataLength - FileSize.Used(database);
        yield return new StoreFinding("file_bytes", FindingLevel.Good, Text(database.DataLength));
        yield return new StoreFinding("free_bytes", FindingLevel.Good, Text(Math.Max(0, free)));
        yield return new StoreFinding("log_bytes", FindingLevel.Good, Text(database.LogLength));
    }

    private StoreFinding Marks() => File.Exists(paths.Ids)
        ? new StoreFinding("id_marks", FindingLevel.Good, paths.Ids)
        : new StoreFinding(
            "id_marks", FindingLevel.Notice, "missing", "It is made with the next id; until then a restored backup would issue ids again.");

    private IEnumerable<IdAccount> ReadAccounts()
    {
        var used = database.All(Collections.Sequences, token: cancellationToken)
            .Select(s => SequenceId.FromInt64(s.Int64("_id")))
            .GroupBy(id => new MonthKey(id.Year, id.Month), id => (id.Number, id.Number))
            .ToDictionary(g => g.Key, g => g.ToList());
        var gaps = database.All(Collections.Gaps, token: cancellationToken).Select(GapWriter.Read)
            .ToLookup(g => new MonthKey(g.Year, g.Month));
        foreach (var counter in database.All(Collections.Counters, token: cancellationToken))
        {
            var number = counter.Int32("_id");
            var month = new MonthKey(number / 100, number % 100);
            yield return Account(month, counter.Int64("counter"), used.GetValueOrDefault(month, []), gaps[month]);
        }
    }

    private static IdAccount Account(MonthKey month, long last, IEnumerable<(long, long)> used, IEnumerable<IdGap> gaps)
    {
        var known = new IdRanges();
        var count = known.Add(used);
        var byReason = gaps.ToLookup(g => g.Reason, g => (Math.Max(1, g.First), Math.Min(last, g.Last)));
        var explained = ReasonsInOrder.Select(reason => (Reason: reason, Count: known.Add(byReason[reason])))
            .Where(r => r.Count > 0).ToDictionary(r => r.Reason, r => r.Count);
        return new IdAccount($"{month.Year:D4}-{month.Month:D2}", last, count, explained);
    }

    private static string Text(long bytes) => bytes.ToString(CultureInfo.InvariantCulture);
}
