using Serilog;

namespace SequenceLogging.Testing.Tests;

/// <summary>An application to be tested.</summary>
public sealed class Shop(SequenceLog sequences, ILogger logger)
{
    public async Task SellAsync(UserId user, decimal price)
    {
        using var journey = sequences.Begin(user);
        logger.Information("{StepName}: {Price}", "CreateAd_Step_6_CalculatePrice", price);
        await Task.Yield();
        logger.Information("{StepName} {LinkComponent}", "Payment_Step_1_ProcessTON", "payments:ton_payment:TE5768");
        journey.Complete();
    }
}
