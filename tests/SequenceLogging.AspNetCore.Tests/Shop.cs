using Microsoft.Extensions.DependencyInjection;
using SequenceLogging.Testing;

namespace SequenceLogging.AspNetCore.Tests;

/// <summary>A store with a few journeys of a shop, on a clock that stands at 14 July 2025, 12:00.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2025, 7, 14, 12, 0, 0, TimeSpan.Zero);

    public TestSequences Sequences { get; } = TestSequences.Start(Noon);

    public SequenceId Paid { get; private set; }

    public SequenceId Refused { get; private set; }

    public static async Task<Shop> OpenAsync()
    {
        var shop = new Shop();
        shop.Paid = await shop.RunAsync(566158428, "ann", "en", async logger =>
        {
            logger.Information("{StepName} from /start", "User_Flow_1_Start");
            shop.Pass(30);
            logger.Information("{StepName}: {Price} {Currency}", "CreateAd_Step_6_CalculatePrice", 12.5m, "TON");
            logger.Information("Linked {LinkComponent}", "payments:ton_payment:TE5768");
            shop.Pass(60);
            logger.Information("{StepName} is there", "Payment_Step_2_PaymentDetected");
            await Task.CompletedTask;
        });
        shop.Sequences.Log.Complete(shop.Paid);
        shop.Refused = await shop.RunAsync("bob:7", "bob", "ar", async logger =>
        {
            logger.Information("{StepName} from /start", "User_Flow_1_Start");
            shop.Pass(20);
            logger.Error(new TimeoutException("no answer"), "{StepName} failed", "CreateAd_Step_6_CalculatePrice");
            await Task.CompletedTask;
        });
        await shop.FlushAsync();
        return shop;
    }

    public async Task<SequenceId> RunAsync(UserId user, string name, string language, Func<Serilog.ILogger, Task> journey)
    {
        using var scope = Sequences.Log.Begin(user, name, language);
        await journey(Sequences.Logger);
        return scope.SequenceId;
    }

    public void Pass(double seconds) => Sequences.Clock!.Advance(TimeSpan.FromSeconds(seconds));

    public async Task FlushAsync() => await Sequences.Log.FlushAsync(TimeSpan.FromSeconds(10));

    public void AddTo(IServiceCollection services) =>
        services.AddSingleton(Sequences.Log).AddSingleton<TimeProvider>(Sequences.Clock!);

    public ValueTask DisposeAsync() => Sequences.DisposeAsync();
}
