#if LITEDB
using LiteDB;
using SequenceLogging.Benchmarks.Events;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>What LiteDB can do at all: documents in bulk, 4,096 in a transaction, one collection without an index of its own.</summary>
public sealed class LiteDbPeer : Peer
{
    private const int DocumentsPerTransaction = 4_096;

    private readonly LiteDatabase _database;
    private readonly ILiteCollection<BsonDocument> _steps;

    public LiteDbPeer(string folder)
    {
        _database = new LiteDatabase(Path.Combine(folder, "raw.litedb"));
        _steps = _database.GetCollection("steps", BsonAutoId.Int64);
    }

    public override string Name => "LiteDB, bulk inserts";

    public override string Durability => "survives the process; nothing can be asked";

    public override Task StoreAsync(StepLoad load)
    {
        foreach (var steps in Enumerable.Range(0, load.Steps).Chunk(DocumentsPerTransaction))
        {
            _steps.InsertBulk(steps.Select(step => new BsonDocument
            {
                ["sequence"] = new SequenceId(2025, 7, load.SequenceOf(step) + 1).ToInt64(),
                ["order"] = load.PlaceOf(step) + 1,
                ["name"] = load.NameOf(step),
                ["at"] = StepRows.StartMicroseconds + step,
                ["message"] = load.MessageOf(step),
                ["metadata"] = load.MetadataOf(step),
            }));
        }

        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<string>> ReadMessagesAsync() =>
        Task.FromResult<IReadOnlyList<string>>([.. _steps.FindAll().Select(step => step["message"].AsString)]);

    protected override ValueTask CloseAsync()
    {
        _database.Dispose();
        return ValueTask.CompletedTask;
    }
}
#endif
