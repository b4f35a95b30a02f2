#if LITEDB
using System.Text;
using LiteDB;
using SequenceLogging.Benchmarks.Events;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>What LiteDB can do at all: documents in bulk, 4,096 in a transaction, one collection without an index of its own.</summary>
public sealed class LiteDbPeer : Peer
{
    private const int DocumentsPerTransaction = 4_096;

    private StepRows? _rows;
    private readonly LiteDatabase _database;
    private readonly ILiteCollection<BsonDocument> _steps;

    public LiteDbPeer(string folder)
    {
        _database = new LiteDatabase(Path.Combine(folder, "raw.litedb"));
        _steps = _database.GetCollection("steps", BsonAutoId.Int64);
    }

    public override string Name => "LiteDB, bulk inserts";

    public override string Durability => "survives the process; nothing can be asked";

    public override Task PrepareAsync(StepLoad load)
    {
        _rows = new StepRows(load);
        return Task.CompletedTask;
    }

    public override Task StoreAsync(StepLoad load)
    {
        var rows = _rows!;
        foreach (var steps in Enumerable.Range(0, rows.Count).Select(i => rows[i]).Chunk(DocumentsPerTransaction))
        {
            _steps.InsertBulk(steps.Select(step => new BsonDocument
            {
                ["sequence"] = step.Sequence,
                ["order"] = step.Order,
                ["kind"] = step.Kind,
                ["status"] = step.Status,
                ["at"] = step.UnixMicroseconds,
                ["message"] = Encoding.UTF8.GetString(step.Message),
                ["metadata"] = Encoding.UTF8.GetString(step.Metadata),
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
