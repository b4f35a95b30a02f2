using System.Buffers.Binary;
using SequenceLogging.Journaling;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Journaling;

/// <summary>What a killed process had leased and nobody has seen is found by the next one, once, and only where that is certain.</summary>
public sealed class LeaseNotesTests : IDisposable
{
    private static readonly IdBlock July = new(2025, 7, 11, 20);
    private static readonly IdBlock August = new(2025, 8, 1, 100);

    private readonly TempFolder _folder = new();

    private string Lock => Assert.Single(Directory.GetFiles(_folder.Path, "*.lock"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatNobodyHasSeenIsFoundOnce()
    {
        Leave(notes =>
        {
            notes.Put(0, July);
            notes.Put(1, August);
            notes.PutNext(0, new SequenceId(2025, 7, 14).ToInt64());
        });

        Assert.Equal([July with { First = 14 }, August], Take());
        Assert.Empty(Take());
    }

    [Fact]
    public void ABlockThatIsUsedUpOrGivenBackIsNone()
    {
        Leave(notes =>
        {
            notes.Put(0, July);
            notes.PutNext(0, new SequenceId(2025, 7, 21).ToInt64());
            notes.Put(1, August);
            notes.Put(1, default);
        });

        Assert.Empty(Take());
    }

    [Fact]
    public void OfAProcessThatLivesNothingIsTaken()
    {
        using var journal = JournalFolder.Create(_folder.Path);
        journal.Leases().Put(0, July);

        Assert.Empty(Take());
    }

    [Fact]
    public void AfterARestartOfTheMachineTheNotesCountForNothing()
    {
        Leave(notes => notes.Put(0, July));
        Change(bytes => bytes[16] ^= 1);

        Assert.Empty(Take());
    }

    [Fact]
    public void InACopyTheNotesCountForNothing()
    {
        Leave(notes => notes.Put(0, July));
        var (left, copy) = (Lock, Path.Combine(_folder.Path, "copy"));
        File.Copy(left, copy);
        File.Move(copy, left, overwrite: true);

        Assert.Empty(Take());
    }

    [Fact]
    public void WhatIsNoNotesIsLeftOut()
    {
        Leave(notes => notes.Put(0, July));
        Change(bytes => BinaryPrimitives.WriteInt64LittleEndian(bytes, 1));

        Assert.Empty(Take());
    }

    private IReadOnlyList<IdBlock> Take() => JournalFolder.TakeLeases(_folder.Path, own: null);

    private void Leave(Action<LeaseNotes> note)
    {
        using var journal = JournalFolder.Create(_folder.Path);
        note(journal.Leases());
    }

    private void Change(Action<byte[]> change)
    {
        var bytes = File.ReadAllBytes(Lock);
        change(bytes);

        // In place: another file would have another birth.
        using var file = new FileStream(Lock, FileMode.Open);
        file.Write(bytes);
    }
}
