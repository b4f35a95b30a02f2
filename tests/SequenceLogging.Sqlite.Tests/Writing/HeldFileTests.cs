using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Tests.Writing;

/// <summary>A file that is held here is held for .NET's own way to lock one, too, which older versions take, and the other way round.</summary>
public sealed class HeldFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("one.lock");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OneHoldsItAtATime()
    {
        var file = new HeldFile(Path);
        var hold = file.TryHold();

        Assert.NotNull(hold);
        Assert.Null(new HeldFile(Path).TryHold());
        Assert.ThrowsAny<IOException>(HoldByNet);

        hold.Dispose();
        hold.Dispose();
        using (HoldByNet())
        {
            Assert.Null(file.TryHold());
        }

        using var again = file.TryHold();
        Assert.NotNull(again);
    }

    [Fact]
    public void ToLetGoTwiceLetsNobodyElseGo()
    {
        var file = new HeldFile(Path);
        var first = file.TryHold()!;
        first.Dispose();
        using var second = file.TryHold();

        // The system gives the same number to the next file that is opened.
        first.Dispose();

        Assert.Null(file.TryHold());
    }

    [Fact]
    public void WhatIsWrongWithItIsSaid()
    {
        Directory.CreateDirectory(Path);

        Assert.Contains(Path, Assert.Throws<UnauthorizedAccessException>(() => new HeldFile(Path).TryHold()).Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => new HeldFile(_folder.File("none/one.lock")).TryHold());
    }

    [Fact]
    public void ItIsItsOwnersOnly()
    {
        if (!OperatingSystem.IsWindows())
        {
            using var hold = new HeldFile(Path).TryHold();

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }
    }

    [Fact]
    public void AFileIsSeenToBeThereAndToBeGone()
    {
        var presence = new FilePresence(Path);

        Assert.False(presence.Look());
        File.WriteAllBytes(Path, []);
        Assert.True(presence.Look());
        File.Delete(Path);
        Assert.False(presence.Look());
    }

    private FileStream HoldByNet() => new(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
