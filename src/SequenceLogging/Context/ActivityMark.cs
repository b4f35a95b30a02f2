using System.Diagnostics;
using Serilog.Events;

namespace SequenceLogging.Context;

/// <summary>
/// What a scope has put on the activity that was current when it was entered: a tag, which its spans are found by, and by option a
/// member of its baggage, which goes along with calls of other services. Without an activity there is none, and it costs nothing.
/// </summary>
internal sealed class ActivityMark
{
    private readonly Activity _activity;
    private readonly string? _baggageBefore;
    private readonly bool _isInBaggage;
    private volatile string _text;

    private ActivityMark(Activity activity, string text, bool isInBaggage)
    {
        _activity = activity;
        _text = text;
        _isInBaggage = isInBaggage;
        _baggageBefore = isInBaggage ? activity.GetBaggageItem(SequenceCarrier.BaggageMember) : null;
        Write(text);
    }

    /// <summary>Marks the current activity, where there is one.</summary>
    public static ActivityMark? Put(SequenceReference sequence, bool inBaggage) =>
        Activity.Current is { } activity ? new ActivityMark(activity, sequence.ToString(), inBaggage) : null;

    /// <summary>Takes a sequence out of the baggage of the current activity, where one is in it. The tag says what has been, and stays.</summary>
    public static ActivityMark? Hide() =>
        Activity.Current is { } activity && !string.IsNullOrEmpty(activity.GetBaggageItem(SequenceCarrier.BaggageMember))
            ? new ActivityMark(activity, "", isInBaggage: true)
            : null;

    /// <summary>The store has told the id.</summary>
    public void Learn(string id)
    {
        if (IsStillThere)
        {
            Write(id);
        }

        _text = id;
    }

    /// <summary>The scope has ended.</summary>
    /// <param name="outer">The property of the sequence around it; null where there is none.</param>
    public void Leave(LogEventProperty? outer)
    {
        // Disposed out of order, the mark of the scope inside stands there, and is right.
        if (IsStillThere && outer is { Value: ScalarValue { Value: string text } } && _text.Length > 0)
        {
            _activity.SetTag(SequenceCarrier.BaggageMember, text);
        }

        if (_isInBaggage && (_activity.GetBaggageItem(SequenceCarrier.BaggageMember) ?? "") == _text)
        {
            _activity.SetBaggage(SequenceCarrier.BaggageMember, _baggageBefore);
        }
    }

    private bool IsStillThere => _activity.GetTagItem(SequenceCarrier.BaggageMember) as string == _text;

    private void Write(string text)
    {
        if (text.Length > 0)
        {
            _activity.SetTag(SequenceCarrier.BaggageMember, text);
        }

        if (_isInBaggage)
        {
            _activity.SetBaggage(SequenceCarrier.BaggageMember, text);
        }
    }
}
