namespace SequenceLogging.Faults.Tests;

/// <summary>
/// What is written with each id is not looked at with each: Linux gives a file whose times somebody has seen an exact time with its next
/// change, and what is written behind that, the WAL, a later one than before, so that each fsync writes its inode, too.
/// </summary>
public class LooksAtTimesTests
{
    private const int Ids = 200;

    [Fact]
    public async Task NoTimesAreAskedForWithEachId()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Child.Finds("strace"), "strace is not installed here.");
        using var folder = new TempFolder();
        var (store, log) = (folder.File("sequences.db"), folder.File("calls"));
        using var child = Child.StartUnder(
            ["strace", "-f", "--seccomp-bpf", "-P", store + ".ids", "-P", store + "-wal", "-e", "trace=%%stat,access,faccessat", "-o", log],
            ["ids", store, folder.File("acknowledged"), Ids]);
        await child.SaysAsync("done");
        await child.ExitAsync();

        // To open and to close the store takes some.
        var calls = File.ReadAllLines(log);
        Assert.InRange(calls.Count(c => c.Contains("stat", StringComparison.Ordinal)), 0, Ids / 4);

        // The mark is looked for with each id, or this test looks at nothing.
        Assert.InRange(calls.Count(c => c.Contains("access(", StringComparison.Ordinal)), Ids, int.MaxValue);
    }
}
