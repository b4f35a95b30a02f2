using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Writing;

/// <summary>
/// What is in the store altogether, and the last numbers given to its documents, which are not given again when those are
/// removed. One document, written with every batch.
/// </summary>
internal sealed class StoreTotals
{
    public const string Links = "links";
    public const string LastActivity = "last_activity";

    private readonly BsonDocument _document;

    public StoreTotals(Database database)
    {
        _document = database.ById(Collections.Totals, Id) ?? new BsonDocument { ["_id"] = Id };
    }

    /// <summary>The id of the document.</summary>
    public static BsonValue Id { get; } = new(1L);

    public static string Sequences(SequenceStatus status) => "sequences_" + status.ToText();

    /// <summary>The next number of a collection's documents.</summary>
    public long Next(string collection)
    {
        var field = "last_" + collection;
        var number = _document.Int64(field) + 1;
        _document[field] = number;
        return number;
    }

    /// <summary>The last number of a collection's documents; 0 where there was none.</summary>
    public long Last(string collection) => _document.Int64("last_" + collection);

    public void Add(string total, long value)
    {
        if (value != 0)
        {
            _document[total] = Math.Max(0, _document.Int64(total) + value);
        }
    }

    public void Add(StatisticsDelta delta, long newLinks)
    {
        foreach (var status in Enum.GetValues<SequenceStatus>())
        {
            Add(Sequences(status), delta.SequencesIn(status));
        }

        Add(Links, newLinks);
        if (delta.LastActivity != long.MinValue)
        {
            _document[LastActivity] = Math.Max(_document.Int64OrNull(LastActivity) ?? long.MinValue, delta.LastActivity);
        }
    }

    public void Save(Database database) => database.Put(Collections.Totals, _document);
}
