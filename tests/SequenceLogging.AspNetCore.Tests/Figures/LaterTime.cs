namespace SequenceLogging.AspNetCore.Tests.Figures;

/// <summary>The system's clock, set to another day.</summary>
internal sealed class LaterTime(DateTimeOffset at) : TimeProvider
{
    private readonly TimeSpan _ahead = at - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
}
