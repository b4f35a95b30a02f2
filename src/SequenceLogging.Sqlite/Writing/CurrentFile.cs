using SequenceLogging.Sqlite.Opening;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// The file at the store's path, whichever that is by now: it may vanish, be replaced, or turn out to be damaged while it is
/// written. All methods are called with the turn to write.
/// </summary>
internal sealed class CurrentFile(string path, TimeProvider time) : IDisposable
{
    /// <summary>Files that go as fast as they come are somebody else's to stop.</summary>
    private const int MostMoves = 3;

    private readonly IdMarks _marks = new(path);

    // Null while it could not be opened again.
    private StoreConnection? _connection;

    // Whether the file at the path was a store when it was last seen; only such a file is ever moved.
    private bool _isStore;
    private bool _wasFoundSound;

    /// <summary>What else has the file open here; called when it must not any longer.</summary>
    public Action Leaving { get; set; } = () => { };

    /// <summary>Opens the file at the path, making it where there is none.</summary>
    public StoreConnection Open()
    {
        if (_connection is null)
        {
            _connection = StoreConnection.Open(path, _marks, time);
            _isStore = true;
        }

        return _connection;
    }

    /// <summary>Writes in one transaction, into a file that is still at the path when that has committed.</summary>
    public T Write<T>(Func<BatchWriter, T> write)
    {
        for (var moves = 0; moves < MostMoves; moves++)
        {
            var connection = Open();
            try
            {
                var result = connection.Transact(write);

                // One look at the folder, a thousandth of what the commit costs. What was committed to a file that nobody
                // will find again is written once more; an id that was issued there is above the mark now.
                if (!connection.HasMoved)
                {
                    _wasFoundSound = false;
                    connection.Checkpoint.RunWhenDue();
                    return result;
                }
            }
            catch (SequenceStoreException) when (connection.HasMoved)
            {
                // Whatever it was, it is of the other file.
            }

            LeaveMovedFile(connection);
        }

        throw new SequenceStoreException(
            $"{path} was replaced {MostMoves} times while it was written. See what other program does that.");
    }

    /// <summary>Does what a failure of this kind asks for before the next try.</summary>
    /// <remarks>
    /// After a failed read or write the connection stays, unless the file is another one by now. What the kernel could not bring
    /// to the disk it still shows, as if it were there: a new connection would find such a commit in the WAL and believe in it,
    /// and what is acknowledged behind it a power cut would take. This one knows that the commit failed, and writes over it.
    /// </remarks>
    public void Recover(StoreErrorKind kind)
    {
        if (kind is not StoreErrorKind.InputOutput || _connection is not { HasMoved: false })
        {
            Reconnect(kind);
        }
    }

    /// <summary>Erases a user's data, from the rows and then from wherever copies of them lie.</summary>
    public Erasure Erase(UserId user, CancellationToken cancellationToken)
    {
        var erasure = Write(writer => writer.Erase(user));
        try
        {
            Open().Compact(cancellationToken);
        }
        catch (SequenceStoreException e)
        {
            throw new SequenceStoreException(
                $"The rows of user {user} are deleted from {path}, but copies of them may be left in the file or its WAL; "
                + $"repeat the erasure. {e.Message}",
                e)
            {
                Kind = e.Kind,
            };
        }

        AsideFile.ReportLeft(path);
        return erasure;
    }

    /// <summary>Leaves everything in the store's own file, as far as readers allow.</summary>
    public void Finish()
    {
        _connection?.Checkpoint.Finish();
        _marks.Flush();
    }

    public void Dispose()
    {
        Leave();
        _marks.Dispose();
    }

    private void Reconnect(StoreErrorKind kind)
    {
        _isStore &= _connection is not { HasMoved: true };
        Leave();
        try
        {
            var connection = Open();
            if (kind is StoreErrorKind.Corrupt)
            {
                RefuseDamage(connection);
            }
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.Corrupt && _isStore)
        {
            MoveAside(e);
            Open();
        }
    }

    private void RefuseDamage(StoreConnection connection)
    {
        // SQLite said that it is damaged. Once a read may have gone wrong on its way; where a check finds nothing, the next
        // transaction may try, and if that meets damage again the check was wrong.
        if (_wasFoundSound || connection.CheckHealth() is not FileHealth.Sound)
        {
            throw new SequenceStoreException($"{path} is damaged.") { Kind = StoreErrorKind.Corrupt };
        }

        _wasFoundSound = true;
    }

    private void MoveAside(SequenceStoreException cause)
    {
        Leave();
        string aside;
        try
        {
            aside = AsideFile.MoveStore(path, "corrupt", time.GetUtcNow());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SequenceStoreException($"{path} is damaged, and cannot be moved aside: {e.Message}", e)
            {
                Kind = StoreErrorKind.Corrupt,
            };
        }

        _wasFoundSound = false;
        Trouble.Report(
            "{0} is damaged, and is {1} now. The log goes on in a new file, with ids above the last one. What can be read "
            + "of the old one is to be had with sqlite3 and .recover. {2}",
            path,
            aside,
            cause.Message);
    }

    private void LeaveMovedFile(StoreConnection connection)
    {
        Trouble.Report(
            File.Exists(path)
                ? "{0} was replaced by another file while it was written; the log goes on in that one."
                : "{0} was deleted or moved while it was written; the log goes on in a new file there.",
            path);
        try
        {
            // Where it was moved and not deleted, it is whole then without the WAL, which is still here.
            connection.Checkpoint.Finish();
        }
        catch (SequenceStoreException e)
        {
            Trouble.Report("What was in its WAL could not be brought into the old file: {0}", e.Message);
        }

        _isStore = false;
        Leave();
    }

    private void Leave()
    {
        _connection?.Dispose();
        _connection = null;
        Leaving();
    }
}
