namespace SequenceLogging.Tests;

public class SequenceLogOptionsTests
{
    [Fact]
    public void TheDefaultsAreRightButForTheStore()
    {
        Assert.Contains("UseSqlite", Assert.Single(new SequenceLogOptions().Validate()));
        Assert.Empty(new SequenceLogOptions().Use(new InMemoryDouble()).Validate());
    }

    [Fact]
    public void AllThatIsWrongIsToldAtOnceWithValueAndRange()
    {
        var options = new SequenceLogOptions
        {
            BatchSize = 0,
            BatchDelay = TimeSpan.FromSeconds(11),
            QueueBytes = 1,
            FullWait = TimeSpan.FromTicks(-1),
            ShutdownTimeout = TimeSpan.MaxValue,
            ReadYourWritesTimeout = TimeSpan.MinValue,
            AuditTimeout = TimeSpan.FromMinutes(11),
            IdTimeout = TimeSpan.Zero,
            IdBlockSize = 0,
            RetainFor = TimeSpan.FromDays(10_001),
            RetainBytes = -1,
        };

        var message = Assert.Throws<ArgumentException>(() => SequenceLog.Open(options)).Message;

        Assert.Equal(12, options.Validate().Count);
        Assert.All(options.Validate(), error => Assert.Contains(error, message));
        Assert.Contains("BatchSize is 0; it must be from 1 to 262,144.", message);
    }
}
