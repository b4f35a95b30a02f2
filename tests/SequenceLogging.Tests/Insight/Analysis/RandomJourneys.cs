using SequenceLogging.Context;
using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Testing;

namespace SequenceLogging.Tests.Insight.Analysis;

/// <summary>A store in memory with journeys that go anywhere, the same ones for a seed.</summary>
internal sealed class RandomJourneys : IAsyncDisposable
{
    public static readonly string[] Steps =
    [
        "User_Flow_1_Start", "CreateAd_Step_1_Start", "CreateAd_Step_3_Text", "CreateAd_Step_3_Photo", "CreateAd_Step_4_Price",
        "CreateAd_Step_7_Done", "Payment_Step_1_Process", "Payment_Step_2_Paid", "help was asked for", "__proto__",
    ];

    private static readonly DateTimeOffset Start = new(2025, 6, 27, 22, 0, 0, TimeSpan.Zero);

    private readonly TestSequences _sequences = TestSequences.Start(Start);

    public JourneyAnalysis Analysis => new(_sequences.Log.Store.Reader, _sequences.Clock!);

    public DateTimeOffset Now => _sequences.Clock!.GetUtcNow();

    /// <summary>All of them in full, newest first: what the slow recounts are made from.</summary>
    public IReadOnlyList<SequenceDetails> All { get; private set; } = [];

    public static async Task<RandomJourneys> MakeAsync(int seed, int count = 40)
    {
        var journeys = new RandomJourneys();
        var random = new Random(seed);
        journeys.Make(random, count);
        journeys.All = [.. (await journeys._sequences.AllAsync()).Reverse()];
        return journeys;
    }

    public ValueTask DisposeAsync() => _sequences.DisposeAsync();

    private void Make(Random random, int count)
    {
        var open = new List<SequenceId>();
        for (var i = 0; i < count * 8; i++)
        {
            _sequences.Clock!.Advance(TimeSpan.FromSeconds(random.Next(0, 4_000)));
            if (i < count)
            {
                open.Add(Begin(random));
            }
            else if (open.Count > 0)
            {
                var id = open[random.Next(open.Count)];
                using var scope = _sequences.Log.Resume(id);
                if (!Go(random, scope))
                {
                    open.Remove(id);
                }
            }
        }
    }

    private SequenceId Begin(Random random)
    {
        string?[] languages = ["en", "ru", "ar", null];
        string[] plans = ["free", "paid", "a=b", "", "\u202Eevil"];
        using var scope = _sequences.Log.Begin(
            userId: random.Next(4) == 0 ? null : random.Next(1, 9),
            language: languages[random.Next(languages.Length)],
            metadata: random.Next(3) == 0 ? null : new Dictionary<string, object?> { ["Plan"] = plans[random.Next(plans.Length)] });
        return scope.SequenceId;
    }

    /// <summary>False when it has ended.</summary>
    private bool Go(Random random, SequenceScope scope)
    {
        switch (random.Next(14))
        {
            case 0:
                scope.Complete();
                return false;
            case 1 when random.Next(3) == 0:
                scope.Abandon();
                return false;
            default:
                // The first ones more often, so that some journeys come far.
                var step = Steps[Math.Min(random.Next(Steps.Length), random.Next(Steps.Length))];
                string[] statuses = ["completed", "completed", "completed", "started", "failed"];
                _sequences.Logger.Information(
                    "{StepName} {StepStatus} by {Component} in {Currency}", step, statuses[random.Next(statuses.Length)],
                    random.Next(2) == 0 ? "bot" : "web", random.Next(2) == 0 ? "TON" : "EUR");
                return true;
        }
    }
}
