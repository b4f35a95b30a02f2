using SequenceLogging.Journeys;

namespace SequenceLogging.Tests.Insight.Comparing;

/// <summary>Journeys in one line: <c>"Start, +2m Price {"Currency":"TON"}, +1s Pay!"</c>; a <c>!</c> is a failed step.</summary>
internal static class Journeys
{
    private static readonly DateTimeOffset Start = new(2025, 7, 14, 9, 0, 0, TimeSpan.Zero);

    public static SequenceDetails Of(string line, long number = 1, string? language = null, string? metadata = null)
    {
        var at = Start;
        var steps = new List<SequenceStep>();
        foreach (var part in line.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            var text = part;
            if (text.StartsWith('+'))
            {
                var wait = text[1..text.IndexOf(' ', StringComparison.Ordinal)];
                at += int.Parse(wait[..^1], System.Globalization.CultureInfo.InvariantCulture)
                    * (wait[^1] switch { 's' => TimeSpan.FromSeconds(1), 'm' => TimeSpan.FromMinutes(1), _ => TimeSpan.FromHours(1) });
                text = text[(wait.Length + 2)..];
            }

            var brace = text.IndexOf('{', StringComparison.Ordinal);
            var name = (brace < 0 ? text : text[..brace]).Trim();
            steps.Add(new SequenceStep
            {
                Order = steps.Count + 1,
                StepName = new StepName(name.TrimEnd('!')),
                Status = name.EndsWith('!') ? StepStatus.Failed : StepStatus.Completed,
                Error = name.EndsWith('!') ? "Ton.Timeout: no answer\n   at Ton.Ask()" : null,
                Timestamp = at,
                Metadata = brace < 0 ? null : text[brace..],
            });
        }

        return new SequenceDetails
        {
            SequenceId = new SequenceId(2025, 7, number), Language = language, Metadata = metadata, Steps = steps, CreatedAt = Start,
        };
    }
}
