using System.Text;

namespace SequenceLogging.Benchmarks.Events;

/// <summary>
/// The rows that the steps of a load become, with their texts encoded beforehand: what is handed to a database that is
/// measured without anything in front of it.
/// </summary>
public sealed class StepRows
{
    private readonly StepLoad _load;
    private readonly Texts[] _texts;

    public StepRows(StepLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        _load = load;
        _texts = new Texts[Math.Min(load.Steps, load.Sequences * StepLoad.Variants)];
        for (var step = 0; step < _texts.Length; step++)
        {
            _texts[step] = new Texts(Encoding.UTF8.GetBytes(load.MessageOf(step)), Encoding.UTF8.GetBytes(load.MetadataOf(step)));
        }
    }

    public int Count => _load.Steps;

    public static long StartMicroseconds { get; } = new DateTimeOffset(2025, 7, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1_000;

    public StepRow this[int step]
    {
        get
        {
            var texts = _texts[step % _texts.Length];
            return new StepRow(
                new SequenceId(2025, 7, _load.SequenceOf(step) + 1).ToInt64(),
                _load.PlaceOf(step) + 1,
                1 + (_load.PlaceOf(step) % StepLoad.Variants),
                (int)StepStatus.Completed,
                StartMicroseconds + step,
                texts.Message,
                texts.Metadata);
        }
    }

    private readonly record struct Texts(byte[] Message, byte[] Metadata);
}
