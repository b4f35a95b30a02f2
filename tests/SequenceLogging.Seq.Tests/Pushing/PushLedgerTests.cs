using SequenceLogging.Seq.Pushing;

namespace SequenceLogging.Seq.Tests.Pushing;

public sealed class PushLedgerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("ledger");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatWasNotedIsKnownFromThenOn()
    {
        ulong[] marks = [.. Enumerable.Range(0, 20_000).Select(n => PushLedger.MarkOf("event " + n))];
        using (var ledger = PushLedger.Open(Path))
        {
            ledger.Add(marks.AsSpan(..10_000));
            ledger.Add(marks.AsSpan(10_000..));
        }

        using var again = PushLedger.Open(Path);
        Assert.All(marks, mark => Assert.True(again.Has(mark)));
        Assert.False(again.Has(PushLedger.MarkOf("another event")));
    }

    [Fact]
    public void WhatACrashLeftHalfWrittenIsCutOffAndTheRestKept()
    {
        using (var ledger = PushLedger.Open(Path))
        {
            ledger.Add([7, 8]);
        }

        File.AppendAllBytes(Path, [1, 2, 3]);
        using (var ledger = PushLedger.Open(Path))
        {
            ledger.Add([9]);
        }

        using var again = PushLedger.Open(Path);
        Assert.Equal([true, true, true, false], new ulong[] { 7, 8, 9, 10 }.Select(again.Has));
    }
}
