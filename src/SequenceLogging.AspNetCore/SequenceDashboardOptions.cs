using System.Reflection;
using SequenceLogging.Insight;
using SequenceLogging.Insight.Health;

namespace SequenceLogging.AspNetCore;

/// <summary>How the dashboard answers, and whom. Its defaults change nothing and let nobody in from outside.</summary>
public sealed class SequenceDashboardOptions
{
    /// <summary>What the pages are called; default <c>Sequences</c>.</summary>
    public string Title { get; set; } = "Sequences";

    /// <summary>What people call the store; by default as the log calls it. It is shown, so it holds no secret.</summary>
    public string? StoreName { get; set; }

    /// <summary>
    /// Whether <c>AllowAnonymous()</c> on the dashboard opens it to everybody who can reach it; default false, so that an attribute
    /// that was put on a whole group of endpoints opens nothing by accident.
    /// </summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>
    /// Whether requests of this machine are answered without authorization in every environment, not in Development alone; default
    /// false. Behind a proxy on the same machine everybody is a request of this machine: that is what it is not for.
    /// </summary>
    public bool AllowLocalOutsideDevelopment { get; set; }

    /// <summary>Whether all that is known of a user may be erased from the pages; default false.</summary>
    public bool AllowErasure { get; set; }

    /// <summary>Whether rejected events may be tried again from the pages; default false.</summary>
    public bool AllowRetry { get; set; }

    /// <summary>How long a question may take before it is given up; default 10 s, from 100 ms to 10 min.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many questions the store is asked at once, all viewers together; default 8, from 1 to 1,000.</summary>
    public int MaxConcurrentQueries { get; set; } = 8;

    /// <summary>
    /// For how long one answer to a question about many journeys serves everybody who asks it; default 2 s, from 0 to 5 min.
    /// </summary>
    public TimeSpan AnswersServeFor { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// For how long one search for stuck journeys serves the overview; default 30 s, from 0 to 1 h. It may look at many journeys.
    /// </summary>
    public TimeSpan StuckServesFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the store is asked for new steps while somebody looks on; default 500 ms, from 50 ms to 1 min.</summary>
    public TimeSpan LivePollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many may look on at once; default 256, from 0 to 10,000.</summary>
    public int MaxLiveClients { get; set; } = 256;

    /// <summary>From when on a journey is stuck.</summary>
    public StuckRules Stuck { get; } = new();

    /// <summary>From when on a change is worth a word.</summary>
    public HealthRules Health { get; } = new();

    /// <summary>
    /// Where a journey stands in a log viewer, as <c>id => SeqLinks.OfSequence("https://seq.example.org", id)</c>; null for no link.
    /// </summary>
    public Func<SequenceId, Uri>? JourneyLink { get; set; }

    /// <summary>
    /// Where a step stands in a log viewer, as <c>(id, step) => SeqLinks.OfStep("https://seq.example.org", id, step)</c>; null for no
    /// link.
    /// </summary>
    public Func<SequenceId, StepName, Uri>? StepLink { get; set; }

    /// <summary>Where a trace stands in a viewer of traces, by its id in hex; null for no link.</summary>
    public Func<string, Uri>? TraceLink { get; set; }

    /// <summary>The assembly that has the scripts and styles.</summary>
    internal Assembly Bundle { get; set; } = typeof(SequenceDashboardOptions).Assembly;

    /// <summary>Leaves the gate open, for the test that shows that it is what closes.</summary>
    internal bool GateIsOpen { get; set; }

    /// <summary>Finds everything that is wrong with the options.</summary>
    /// <returns>One sentence for each; none when all is well.</returns>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Check(!string.IsNullOrWhiteSpace(Title), nameof(Title), Title, "a text that is not blank");
        Span(QueryTimeout, nameof(QueryTimeout), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10), "from 100 ms to 10 min");
        Check(MaxConcurrentQueries is >= 1 and <= 1_000, nameof(MaxConcurrentQueries), MaxConcurrentQueries, "from 1 to 1,000");
        Span(AnswersServeFor, nameof(AnswersServeFor), TimeSpan.Zero, TimeSpan.FromMinutes(5), "from 0 to 5 min");
        Span(StuckServesFor, nameof(StuckServesFor), TimeSpan.Zero, TimeSpan.FromHours(1), "from 0 to 1 h");
        Span(LivePollInterval, nameof(LivePollInterval), TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1), "from 50 ms to 1 min");
        Check(MaxLiveClients is >= 0 and <= 10_000, nameof(MaxLiveClients), MaxLiveClients, "from 0 to 10,000");
        return [.. errors, .. Stuck.Validate(), .. Health.Validate()];

        void Span(TimeSpan value, string name, TimeSpan least, TimeSpan most, string range) =>
            Check(value >= least && value <= most, name, value, range);

        void Check(bool holds, string name, object? value, string range)
        {
            if (!holds)
            {
                errors.Add(FormattableString.Invariant($"{name} is {value ?? "null"}; it must be {range}."));
            }
        }
    }
}
