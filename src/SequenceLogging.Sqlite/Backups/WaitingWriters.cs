using SequenceLogging.Sqlite.Opening;
using SequenceLogging.Sqlite.Writing;

namespace SequenceLogging.Sqlite.Backups;

/// <summary>
/// Bounds how far the WAL grows while a picture of the store is held: from there on all writers wait for their turn, until this is
/// disposed. What is logged meanwhile is in their journals.
/// </summary>
internal sealed class WaitingWriters(string path, long mostGrowth, TimeSpan timeout) : IDisposable
{
    private readonly long _sizeAtStart = SideFiles.LengthOf(path + "-wal");
    private IDisposable? _turn;

    /// <returns>Whether they wait.</returns>
    public bool HoldWhenDue(CancellationToken cancellationToken)
    {
        if (_turn is null && SideFiles.LengthOf(path + "-wal") - _sizeAtStart > mostGrowth)
        {
            _turn = new WriteLock(path, TimeProvider.System).Enter(timeout, cancellationToken);
        }

        return _turn is not null;
    }

    public void Dispose() => _turn?.Dispose();
}
