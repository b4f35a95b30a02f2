using SequenceLogging.AspNetCore.Api.Searching;
using SequenceLogging.Journeys;

namespace SequenceLogging.AspNetCore.Tests.Api;

public sealed class JourneyFitTests
{
    private static readonly SequenceQuery[] Queries =
    [
        new() { UserId = 566158428 }, new() { UserId = "bob:7" }, new() { UserId = "bob" },
        new() { Component = ComponentQuery.Parse("payments:TE5768") }, new() { Component = ComponentQuery.Parse("payments:ton_payment:TE5768") },
        new() { Component = ComponentQuery.Parse("payments:TE") }, new() { Component = ComponentQuery.Parse("payment:TE5768") },
        new() { StepName = "User_Flow_1_Start" }, new() { StepName = "Payment_Step_2_PaymentDetected" }, new() { StepName = "Payment" },
        new() { Flow = "Payment" }, new() { Flow = "payment" }, new() { Flow = "CreateAd" },
        new() { Property = new("Currency", "TON") }, new() { Property = new("Currency", "ton") }, new() { Property = new("Price", "12.5") },
        new() { Language = "ar" }, new() { Language = "AR" }, new() { Status = SequenceStatus.Failed }, new() { Status = SequenceStatus.Completed },
        new() { IsOpen = true }, new() { IsOpen = false },
        new() { CreatedFrom = Shop.Noon }, new() { CreatedFrom = Shop.Noon.AddSeconds(1) }, new() { CreatedBefore = Shop.Noon.AddSeconds(90) },
        new() { IdleSince = Shop.Noon.AddSeconds(100) },
        new() { Text = "ANN" }, new() { Text = "No Answer" }, new() { Text = "TimeoutException" }, new() { Text = "\"Price\":12" }, new() { Text = "ton" },
        new() { Text = "\u00c4rger" }, new() { Text = "\u00e4rger" }, new() { Text = "nothing of that kind" }, new() { Text = "between" },
    ];

    [Fact]
    public async Task AJourneyInHandFitsWhatTheStoreFindsItBy()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.RunAsync("carol", "Carol", "en", logger =>
        {
            logger.Information("{StepName} macht \u00c4rger", "User_Flow_1_Start");
            logger.Error("an error BETWEEN steps");
            return Task.CompletedTask;
        });
        await shop.FlushAsync();
        var log = shop.Sequences.Log;
        var journeys = await shop.Sequences.AllAsync();
        var (fit, not) = (0, 0);

        foreach (var query in Queries)
        {
            var found = (await log.FindSequencesAsync(query)).Select(s => s.SequenceId).ToHashSet();
            foreach (var journey in journeys)
            {
                var fits = JourneyFit.Fits(journey, query);
                Assert.True(found.Contains(journey.SequenceId) == fits, $"{journey.SequenceId} {(fits ? "fits" : "does not fit")} {query}");
                (fit, not) = fits ? (fit + 1, not) : (fit, not + 1);
            }
        }

        Assert.True(fit > 20 && not > 20, $"{fit} fit, {not} do not");
    }
}
