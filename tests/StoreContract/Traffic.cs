using System.Globalization;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

/// <summary>
/// The traffic of a shop over months, as a store gets it: in the order of time, so that the steps of many sequences lie between
/// two of one. The same each time.
/// </summary>
/// <param name="months">How many months.</param>
/// <param name="sequences">How many sequences begin in each.</param>
/// <param name="users">How many users there are.</param>
public sealed class Traffic(int months, int sequences, int users = Traffic.Users)
{
    public const int StepsOfOne = 6;
    public const int Users = 100_000;

    /// <summary>One sequence of so many has it.</summary>
    public const int RareEvery = 50_000;

    public const string RareStep = "Legal_Step_9_TakeDown", CommonStep = "CreateAd_Step_3_SetPrice", RareFlow = "Legal";

    public static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int BatchSize = 4_096;

    private static readonly (string Flow, string Component, int Share, string[] Labels)[] Flows =
    [
        ("CreateAd", "CreateAd", 50, ["Open", "WriteText", "SetPrice", "Preview", "Confirm", "Publish"]),
        ("Payment", "Payments", 30, ["Choose", "PaymentDetected", "Confirm", "Receipt", "Notify", "Close"]),
        ("Support", "Support", 15, ["Ask", "Assign", "Answer", "Answer2", "Rate", "Close"]),
        ("Renew", "Billing", 5, ["Remind", "Open", "Offer", "Accept", "Pay", "Extend"]),
    ];

    private static readonly string[] Languages = ["en", "ru", "en", "ru", "en", "ru", "en", "ru", "en", "ar"];

    private readonly Random _random = new(891);
    private readonly RecordWriter _writer = new();
    private readonly PriorityQueue<Journey, long> _open = new();
    private RecordBatch _batch = new("traffic");
    private long _position;

    public long Sequences => (long)months * sequences;

    public long Steps => Sequences * StepsOfOne;

    /// <summary>All of it, batch by batch; a batch is only good until the next one.</summary>
    public IEnumerable<RecordBatch> Batches()
    {
        for (var month = 0; month < months; month++)
        {
            var first = Start.AddMonths(month);
            var apart = (first.AddMonths(1) - first) / sequences;
            for (var number = 1; number <= sequences; number++)
            {
                Begin(new SequenceId(first.Year, first.Month, number), RecordTime.ToMicroseconds(first + (apart * (number - 1))));
                foreach (var batch in Full())
                {
                    yield return batch;
                }
            }
        }

        while (_open.TryDequeue(out var journey, out var at))
        {
            Advance(journey, at);
            foreach (var batch in Full())
            {
                yield return batch;
            }
        }

        yield return _batch;
    }

    private IEnumerable<RecordBatch> Full()
    {
        if (_batch.Count >= BatchSize)
        {
            yield return _batch;
            _batch.Clear();
        }
    }

    private void Begin(SequenceId id, long at)
    {
        while (_open.TryPeek(out _, out var next) && next <= at)
        {
            _open.TryDequeue(out var journey, out _);
            Advance(journey!, next);
        }

        var user = _random.Next(users);
        _writer.Start(RecordKind.Begin, 0, id.ToInt64(), at, double.NaN);
        _writer.Add(RecordField.Metadata, Invariant($$"""{"Source":"{{(user % 3 == 0 ? "bot" : "web")}}","Campaign":{{user % 40}}}"""));
        _writer.Add(RecordField.UserId, Invariant($"{user}"));
        _writer.Add(RecordField.Username, Invariant($"user{user}"));
        _writer.Add(RecordField.Language, Languages[user % Languages.Length]);
        Add();
        var draw = _random.Next(100);
        var flow = Array.FindIndex(Flows, f => (draw -= f.Share) < 0);
        _open.Enqueue(new Journey(id, flow, id.Number % RareEvery == 7), at + 1_000_000);
    }

    private void Advance(Journey journey, long at)
    {
        var (flow, component, _, labels) = Flows[journey.Flow];
        var isRare = journey.IsRare && journey.Step == 4;
        var isFailed = _random.Next(100) == 0;
        var name = isRare ? RareStep : Invariant($"{flow}_Step_{journey.Step + 1}_{labels[journey.Step]}");
        _writer.Start(
            RecordKind.Step,
            (byte)(isFailed ? StepStatus.Failed : StepStatus.Completed),
            journey.Id.ToInt64(),
            at,
            Math.Exp(_random.NextDouble() * 8));
        _writer.Add(RecordField.Name, name);
        _writer.Add(RecordField.Component, component);
        _writer.Add(RecordField.Message, Invariant($"{name}: {_random.Next(1000)} TON for ad {journey.Id.Number}"));
        _writer.Add(
            RecordField.Metadata,
            Invariant($$"""{"Price":{{_random.Next(1000)}},"Currency":"{{(journey.Id.Number % 10 == 0 ? "USD" : "TON")}}","Ad":"{{journey.Id.Number}}","Attempt":{{journey.Step}}}"""));
        _writer.Add(RecordField.Error, isFailed ? "System.TimeoutException: the bank did not answer\n   at Bank.Ask()" : null);
        Add();
        if (journey.Step == 1)
        {
            _writer.Start(RecordKind.Link, 0, journey.Id.ToInt64(), at, double.NaN);
            _writer.Add(RecordField.Component, "ads");
            _writer.Add(RecordField.EntityType, "ad");
            _writer.Add(RecordField.EntityId, Invariant($"{journey.Id.Year}{journey.Id.Month:00}{journey.Id.Number}"));
            _writer.Add(RecordField.LinkType, "primary");
            Add();
        }

        if (journey.Step + 1 < StepsOfOne)
        {
            // Mostly minutes, sometimes days.
            var wait = Math.Exp(_random.NextDouble() * (_random.Next(20) == 0 ? 13 : 7)) * 1_000_000;
            _open.Enqueue(journey with { Step = journey.Step + 1 }, at + (long)wait);
        }
        else if (!isFailed && _random.Next(10) > 0)
        {
            _writer.Start(RecordKind.Status, (byte)SequenceStatus.Completed, journey.Id.ToInt64(), at, double.NaN);
            Add();
        }
    }

    private void Add()
    {
        _writer.End();
        _batch.Add(++_position, _writer.Written[sizeof(int)..]);
        _writer.Clear();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Journey(SequenceId Id, int Flow, bool IsRare, int Step = 0);
}
