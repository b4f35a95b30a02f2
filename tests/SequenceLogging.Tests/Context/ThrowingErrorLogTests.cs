using System.Collections;
using Serilog.Debugging;

namespace SequenceLogging.Tests.Context;

/// <summary>What listens to Serilog's self-log is the application's, and may throw: that must not hide what is on its way.</summary>
[Collection(ErrorLog.Collection)]
public class ThrowingErrorLogTests
{
    [Fact]
    public async Task TheExceptionThatLeavesASequenceStaysTheOneThatItWas()
    {
        await using var log = new RunningLog();
        var exception = new WithoutData();
        SelfLog.Enable(_ => throw new InvalidOperationException("The error log is closed."));
        try
        {
            Assert.Same(exception, Record.Exception(() => log.Sequences.Run(RunningLog.Id, () => throw exception)));
            log.Logger.Error(exception, "{StepName} in {SequenceId}", "S", RunningLog.Id);
        }
        finally
        {
            SelfLog.Disable();
        }

        Assert.Equal("S", Assert.Single(await log.StoredAsync()).Name);
    }

    private sealed class WithoutData : Exception
    {
        public override IDictionary Data => throw new NotSupportedException("No data.");
    }
}
