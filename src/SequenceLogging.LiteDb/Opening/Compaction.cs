using SequenceLogging.LiteDb.Documents;
using SequenceLogging.LiteDb.Files;

namespace SequenceLogging.LiteDb.Opening;

/// <summary>
/// Writes all documents of a store into a new file and puts that in the place of the old one: LiteDB leaves what was deleted in
/// its pages. Not LiteDB's own rebuild, which keeps a backup of the old file beside the new one.
/// </summary>
internal static class Compaction
{
    private const int DocumentsAtOnce = 2_000;
    private const long LongLog = 8 << 20;

    /// <summary>Copies a store, closes it, and opens the copy in its place.</summary>
    public static Session Run(StorePaths paths, Session old, CancellationToken cancellationToken)
    {
        var copy = paths.Copy;
        Remove(copy);
        var target = Database.Open(copy, canWrite: true);
        try
        {
            StoreSchema.Ensure(target, copy.Data);
            target.CheckpointByHand();
            foreach (var collection in Collections.All)
            {
                Copy(old.Database, target, collection, cancellationToken);
            }

            target.Checkpoint();
        }
        catch
        {
            target.Dispose();
            Remove(copy);
            throw;
        }

        // The log of the old file is brought into it first, so that it is gone before the other file has its place.
        old.Database.Checkpoint();
        target.Dispose();
        old.Database.Dispose();
        File.Move(copy.Data, paths.Data, overwrite: true);
        return Session.Open(paths, toWrite: true, logToKeep: -1);
    }

    /// <summary>Removes what a compaction has left that did not come to its end.</summary>
    public static void Remove(StorePaths copy)
    {
        File.Delete(copy.Data);
        File.Delete(copy.Log);
    }

    private static void Copy(Database from, Database to, string collection, CancellationToken cancellationToken)
    {
        if (collection == Collections.Store)
        {
            return;
        }

        foreach (var documents in from.All(collection, token: cancellationToken).Chunk(DocumentsAtOnce))
        {
            to.Transact(() => to.Insert(collection, documents));
            if (to.LogLength > LongLog)
            {
                to.Checkpoint();
            }
        }
    }
}
