#if PUBLIC_FEED
using Microsoft.Extensions.DependencyInjection;
#endif
using SequenceLogging.Insight.Conformance;
using Serilog;

namespace SequenceLogging.Samples.Tests.SeqPage;

/// <summary>The code of <c>docs/seq.md</c>. That the page has it as it stands here is tested; nobody calls it.</summary>
internal static class Snippets
{
#if PUBLIC_FEED
    public static async Task InCodeAsync()
    {
        await using var sequences = SequenceLog.Open(o => o.UseSqlite("sequences.db"));
        await using var logger = new LoggerConfiguration()
            .Enrich.WithSequence()
            .WriteTo.Sequences(sequences)
            .WriteTo.Seq("http://localhost:5341", apiKey: Environment.GetEnvironmentVariable("SEQ_API_KEY"))
            .CreateLogger();
        Log.Logger = logger;

        await using var summaries = sequences.WriteSummariesTo(logger);    // disposed first: the last summaries still find the logger
    }

    public static void InAHost(IServiceCollection services)
    {
        services.AddSequenceLogging(
            o => o.UseSqlite("sequences.db"),
            serilog => serilog.WriteTo.Seq("http://localhost:5341"));
        services.AddSequenceSummaries();
    }
#endif

    public static async Task RulesAsync(SequenceLog sequences, ILogger logger)
    {
        await using var summaries = sequences.WriteSummariesTo(logger, o =>
        {
            o.StuckInterval = TimeSpan.FromMinutes(1);
            o.Rules.LeastWait = TimeSpan.FromMinutes(2);
            o.Rules.Factor = 5;
        });
    }

    public static void Flows(Summaries.SummaryOptions o) =>
        o.Flows.Add(FlowDefinition.Create("Payment")
            .OneOf("Payment_Step_1_ProcessTON", "Payment_Step_1_ProcessStars")
            .Step("Payment_Step_2_PaymentDetected", within: TimeSpan.FromMinutes(10))
            .Step("Payment_Step_3_Confirm"));

    public static void Send(SequenceLog sequences, Dictionary<string, string> message)
    {
        using (sequences.Begin(userId: 566158428))
        {
            sequences.Inject(message, (headers, name, value) => headers[name] = value);
        }
    }

    public static void Ask(SequenceLog sequences)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://payments.example/ton");
        sequences.Inject(request.Headers, (headers, name, value) => headers.TryAddWithoutValidation(name, value));
    }

    public static void Receive(SequenceLog sequences, Dictionary<string, string> message)
    {
        using var scope = SequenceLog.TryExtract(message, (headers, name) => headers.GetValueOrDefault(name), out var sequence)
            ? sequences.Resume(sequence)
            : sequences.Begin();
    }
}
