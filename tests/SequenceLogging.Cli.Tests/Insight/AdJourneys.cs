using System.Text.Json;
using SequenceLogging.StoreContract;
using SequenceLogging.Testing;

namespace SequenceLogging.Cli.Tests.Insight;

/// <summary>Seven journeys in memory whose numbers one can count on one's fingers, and the command lines that ask about them.</summary>
public sealed class AdJourneys : IAsyncDisposable
{
    public const string Start = "CreateAd_Step_1_Start", Text = "CreateAd_Step_2_Text", Photo = "CreateAd_Step_2_Photo",
        Price = "CreateAd_Step_3_Price", Pay = "Payment_Step_1_Pay";

    /// <summary>A name as nobody should choose one.</summary>
    public const string Hostile = "помощь 👩‍🚀 \u001b[31m<b a=\"1\">&amp;|`] > =1+1\u202Eoot";

    private readonly string _store = $"memory://{Guid.NewGuid():N}";

    internal Seqlog Seqlog { get; } = new();

    public string Out => Seqlog.Out;

    public string Error => Seqlog.Error.Replace(_store, "STORE", StringComparison.Ordinal);

    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public static async Task<AdJourneys> MakeAsync()
    {
        var journeys = new AdJourneys();
        var clock = new TestClock(new DateTimeOffset(2025, 6, 30, 23, 0, 0, TimeSpan.Zero));
        await using var app = new Application(SequenceLog.Open(o => { o.UseInMemory(journeys._store); o.TimeProvider = clock; }), clock);
        Make(app, "en", "paid", SequenceStatus.Completed, Start, Text);
        clock.Set(Samples.At("09:00:00"));
        Make(app, "en", "paid", SequenceStatus.Completed, Start, Text, Price, Pay);
        Make(app, "en", "free", SequenceStatus.Completed, Start, Text, Price, Pay);
        Make(app, "ru", "free", SequenceStatus.Active, Start, Photo, Price);
        Make(app, "ru", "a=b", SequenceStatus.Completed, Start, Price, Pay);
        Make(app, null, null, SequenceStatus.Abandoned, Start, Hostile);
        Make(app, "en", null, SequenceStatus.Active, Start);
        await app.FlushAsync();
        journeys.Seqlog.Around = journeys.Seqlog.Around with { Time = new TestClock(Samples.Now) };
        journeys.Seqlog.Variables["NO_COLOR"] = "1";
        return journeys;
    }

    public Task<int> RunAsync(params string[] arguments) => Seqlog.RunAsync([.. arguments, "--store", _store]);

    /// <summary>What <c>--open</c> lists, each as <c>7-2</c>.</summary>
    public async Task<string> OpenAsync(params string[] arguments)
    {
        await RunAsync([.. arguments, "--json"]);
        return string.Join(' ', Json.EnumerateArray().Select(s => ShortOf(s.GetProperty("sequenceId").GetString()!)));
    }

    public ValueTask DisposeAsync()
    {
        InMemoryStoreProvider.Forget(_store);
        return ValueTask.CompletedTask;
    }

    /// <summary><c>7-2</c> for <c>SEQ-2025-07-00002</c>.</summary>
    private static string ShortOf(string id)
    {
        var sequence = SequenceId.Parse(id);
        return $"{sequence.Month}-{sequence.Number}";
    }

    /// <summary>A step a minute.</summary>
    private static void Make(Application app, string? language, string? plan, SequenceStatus end, params string[] steps)
    {
        var metadata = plan is null ? null : new Dictionary<string, object?> { ["Plan"] = plan };
        using var scope = app.Sequences.Begin(language: language, metadata: metadata);
        foreach (var step in steps)
        {
            app.Step(scope.SequenceId, step);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        switch (end)
        {
            case SequenceStatus.Completed:
                scope.Complete();
                break;
            case SequenceStatus.Abandoned:
                scope.Abandon();
                break;
        }
    }
}
