using Serilog;

namespace SequenceLogging.Sqlite.Tests.Recovery;

/// <summary>An application that logs on while its store's file is damaged, and asks for nothing.</summary>
public sealed class RunningLogTests : IDisposable
{
    private readonly StoreUnderTest _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task ALogOnADamagedStoreGoesOnByItself()
    {
        await _files.FillAsync(200);
        await using var log = SequenceLog.Open(o => o.UseSqlite(_files.Path));
        await using var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
        _files.Spoil(_files.Path, from: 0.05, to: 1);
        var id = new SequenceId(2025, 7, 200);

        for (var step = 0; step < 500; step++)
        {
            logger.Information("{StepName} of {SequenceId}", $"Step {step}", id);
        }

        var flush = await log.FlushAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.True(flush.IsComplete, flush.Counts.ToString());
        Assert.Equal((500, 500), (flush.Counts.Emitted, flush.Counts.Stored));
        var details = await log.GetSequenceDetailsAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal(500, details!.StepCount);
        Assert.Single(_files.Aside());
        Assert.Equal("ok", StoreUnderTest.Integrity(_files.Path));
    }
}
