using LiteDB;
using LiteDB.Engine;
using SequenceLogging.LiteDb.Files;

namespace SequenceLogging.LiteDb.Documents;

/// <summary>
/// LiteDB's engine on our own files. One thread at a time uses it: two transactions at once could damage the file (LiteDB
/// #2825, #2503), and so could reading beside writing for all that is known.
/// </summary>
internal sealed class Database : IDisposable
{
    /// <summary>How long a commit may take to reach the disk.</summary>
    private static readonly TimeSpan CommitTimeout = TimeSpan.FromSeconds(30);

    private readonly FileFailure _failure;
    private readonly PageFile _data;
    private readonly LogFile? _log;
    private readonly LiteEngine _engine;
    private readonly string _path;
    private bool _isStuck;

    private Database(string path, PageFile data, LogFile? log, FileFailure failure)
    {
        _path = path;
        _data = data;
        _log = log;
        _failure = failure;
        var isNew = data.Length == 0;
        _engine = new LiteEngine(new EngineSettings
        {
            DataStream = data,
            LogStream = log as Stream ?? new MemoryStream(),
            TempStream = new MemoryStream(),
            Collation = isNew ? Collation.Binary : null,
            ReadOnly = !data.CanWrite,
        });
    }

    /// <summary>The length of the log up to which everything is on the disk; -1 where that is not known.</summary>
    public long DurableLogLength => _log?.DurableLength ?? -1;

    /// <summary>The size of the log in bytes.</summary>
    public long LogLength => _log?.Length ?? 0;

    /// <summary>The size of the file in bytes.</summary>
    public long DataLength => _data.Length;

    public bool HasMoved => _data.HasMoved;

    /// <summary>Whether it has failed in a way that there is no going on with it: it is to be closed, and opened again.</summary>
    public bool IsBroken { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>Opens the files of a store. A reader finds them as they are and changes nothing.</summary>
    public static Database Open(StorePaths paths, bool canWrite)
    {
        var failure = new FileFailure();
        PageFile? data = null;
        LogFile? log = null;
        try
        {
            data = new PageFile(paths.Data, canWrite, failure);
            PageHead.CheckFirst(data);
            log = canWrite || File.Exists(paths.Log) ? new LogFile(paths.Log, canWrite, failure) : null;
            var database = new Database(paths.Data, data, log, failure);
            database.ThrowIfFailed();
            return database;
        }
        catch (Exception e)
        {
            data?.Release();
            log?.Release();
            if (Failures.IsOther(e) || FileOpening.IsHeldByAnother(e))
            {
                throw;
            }

            throw Failures.Of(paths.Data, e);
        }
    }

    /// <summary>Documents of a collection, in the order of their ids. Not to be left half read.</summary>
    public IEnumerable<BsonDocument> All(string collection, bool isDescending = false, CancellationToken token = default) =>
        Read(collection, new Query { OrderBy = "_id", Order = isDescending ? Query.Descending : Query.Ascending }, token);

    /// <summary>Documents for which an expression holds, as <c>_id &gt; @0</c>, in the order of their ids.</summary>
    public IEnumerable<BsonDocument> Range(
        string collection, BsonExpression where, bool isDescending = false, int limit = int.MaxValue, CancellationToken token = default)
    {
        var query = new Query { OrderBy = "_id", Order = isDescending ? Query.Descending : Query.Ascending, Limit = limit };
        query.Where.Add(where);
        return Read(collection, query, token);
    }

    /// <summary>Documents in which a field that has an index has a value; in no order.</summary>
    public List<BsonDocument> With(string collection, string field, BsonValue value, CancellationToken token = default)
    {
        var query = new Query();
        query.Where.Add(BsonExpression.Create(field + " = @0", value));
        return [.. Read(collection, query, token)];
    }

    /// <summary>Documents whose ids are among these; in no order.</summary>
    public List<BsonDocument> ByIds(string collection, IEnumerable<BsonValue> ids, CancellationToken token = default)
    {
        var query = new Query();
        query.Where.Add(BsonExpression.Create("_id IN @0", new BsonArray(ids)));
        return [.. Read(collection, query, token)];
    }

    public BsonDocument? ById(string collection, BsonValue id) => With(collection, "_id", id).FirstOrDefault();

    public void Insert(string collection, IEnumerable<BsonDocument> documents) =>
        Do(() => _engine.Insert(collection, documents, BsonAutoId.Int64));

    /// <summary>Puts documents in the place of those with the same ids, or adds them.</summary>
    public void Put(string collection, params IEnumerable<BsonDocument> documents) =>
        Do(() => _engine.Upsert(collection, documents, BsonAutoId.Int64));

    public void Delete(string collection, IEnumerable<BsonValue> ids) => Do(() => _engine.Delete(collection, ids));

    public void EnsureIndex(string collection, string field) =>
        Do(() => _engine.EnsureIndex(collection, field, BsonExpression.Create("$." + field), unique: false));

    /// <summary>Whether there is anything in the file.</summary>
    public bool HasUserCollection => Read("$cols", new Query(), default).Any(c => c["type"].AsString == "user");

    /// <summary>What LiteDB says of itself.</summary>
    public BsonDocument Describe() => Read("$database", new Query(), default).First();

    /// <summary>Sees that LiteDB writes no page to the data file but when it is told to.</summary>
    public void CheckpointByHand() => Do(() => _engine.Pragma("CHECKPOINT", 0));

    /// <summary>Writes in one transaction; it is on the disk when this returns. After a failure there is no going on with this.</summary>
    public void Transact(Action write)
    {
        ThrowIfFailed();
        var before = _log!.Confirmed;
        IsBroken = true;
        Do(_engine.BeginTrans);
        write();
        Do(_engine.Commit);
        if (!_log.Await(before, CommitTimeout))
        {
            _isStuck = true;
            throw Failures.Of(_path, new IOException($"A commit did not reach the disk within {CommitTimeout.TotalSeconds} s."));
        }

        ThrowIfFailed();
        IsBroken = false;
    }

    /// <summary>Lets nothing be written any more: it is to be closed, and opened again.</summary>
    public void GiveUp() => IsBroken = true;

    /// <summary>Brings what is in the log into the file.</summary>
    public void Checkpoint()
    {
        Do(_engine.Checkpoint);
        ThrowIfFailed();
    }

    /// <summary>Lets go of the files as they are: without another write where one has failed.</summary>
    public void Dispose()
    {
        // Every commit is on the disk, so there is nothing that LiteDB could still have to do.
        var isGood = !IsBroken && _failure.Cause is null;
        IsClosed = true;
        if (!isGood)
        {
            _failure.Set(new IOException("The store was given up."));
        }

        try
        {
            if (!_isStuck)
            {
                _engine.Dispose();
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Trouble.Report("LiteDB store {0} was not closed as it should be: {1}", _path, e.Message);
        }

        if (isGood && _log is { CanWrite: true, Length: 0 })
        {
            File.Delete(_log.Path);
        }

        _log?.Release();
        _data.Release();
    }

    /// <summary>
    /// The page that each page of the log names as its next one, by its own number; the log goes before the file.
    /// </summary>
    public Dictionary<uint, uint> NextPagesInLog()
    {
        var next = new Dictionary<uint, uint>();
        for (long at = 0; at + PageFile.PageSize <= LogLength; at += PageFile.PageSize)
        {
            var (page, following) = PageHead.Read(_log!, at);
            next[page] = following;
        }

        return next;
    }

    /// <summary>The page that a page of the file names as its next one.</summary>
    public uint NextPage(uint page) => PageHead.Read(_data, page * (long)PageFile.PageSize).Next;

    private IEnumerable<BsonDocument> Read(string collection, Query query, CancellationToken token)
    {
        using var reader = Do(() => _engine.Query(collection, query));
        while (Do(reader.Read))
        {
            token.ThrowIfCancellationRequested();
            yield return reader.Current.AsDocument;
        }
    }

    private T Do<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (!Failures.IsOther(e))
        {
            IsBroken = true;
            throw Failures.Of(_path, _failure.Cause ?? e);
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure.Cause is { } cause)
        {
            IsBroken = true;
            throw Failures.Of(_path, cause);
        }
    }
}
