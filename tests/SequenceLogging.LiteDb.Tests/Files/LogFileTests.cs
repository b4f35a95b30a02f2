using SequenceLogging.LiteDb.Files;

namespace SequenceLogging.LiteDb.Tests.Files;

public sealed class LogFileTests : IDisposable
{
    private const int MarkAt = 18;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ATransactionIsThereWithItsMarkedPage()
    {
        var log = new LogFile(_folder.File("log"), canWrite: true, new FileFailure());
        log.Write(Page(marked: false));
        Assert.Equal((0, 0), (log.Confirmed, log.DurableLength));

        log.Write(Page(marked: true));

        Assert.Equal((1, 2 * PageFile.PageSize), (log.Confirmed, log.DurableLength));
        Assert.True(log.Await(0, TimeSpan.Zero));
        Assert.False(log.Await(1, TimeSpan.Zero));
        log.Release();
        var bytes = File.ReadAllBytes(_folder.File("log"));
        Assert.Equal([.. Page(marked: false), .. Page(marked: true)], bytes);
    }

    [Fact]
    public void AfterAFailureNothingIsWrittenAndNobodyWaits()
    {
        var failure = new FileFailure();
        var log = new LogFile(_folder.File("log"), canWrite: true, failure);
        log.Write(Page(marked: true));
        failure.Set(new IOException("It is full."));

        log.Write(Page(marked: true));
        log.SetLength(0);

        Assert.Equal((1, PageFile.PageSize), (log.Confirmed, log.Length));
        Assert.True(log.Await(1, TimeSpan.FromMinutes(1)));
        log.Release();
    }

    [Fact]
    public void WhatLiesBehindTheLastTransactionIsCutOff()
    {
        var path = _folder.File("log");
        File.WriteAllBytes(path, new byte[3 * PageFile.PageSize]);

        LogFile.CutOff(path, -1);
        Assert.Equal(3 * PageFile.PageSize, new FileInfo(path).Length);
        LogFile.CutOff(path, PageFile.PageSize);
        Assert.Equal(PageFile.PageSize, new FileInfo(path).Length);
        LogFile.CutOff(_folder.File("missing"), 0);
    }

    private static byte[] Page(bool marked)
    {
        var page = new byte[PageFile.PageSize];
        Array.Fill(page, (byte)7);
        page[MarkAt] = marked ? (byte)1 : (byte)0;
        return page;
    }
}
