using System.Globalization;
using Serilog.Events;

namespace SequenceLogging.Routing;

/// <summary>The properties of one event that have a meaning here, found in one pass over all of them.</summary>
internal struct EventProperties
{
    private ScalarValue? _component;
    private ScalarValue? _sourceContext;
    private ScalarValue? _stepStatus;
    private ScalarValue? _linkEntityType;
    private ScalarValue? _linkEntityId;
    private ScalarValue? _linkType;
    private string? _durationName;
    private bool _hasStatus;

    // A bit for each of the first 64 properties, set where its name means nothing here.
    private ulong _plain;

    /// <summary>The value of a property that means a record; a value that is no scalar stands as a scalar of none.</summary>
    public ScalarValue? StepName { get; private set; }

    public ScalarValue? LinkComponent { get; private set; }

    public ScalarValue? SequenceStatus { get; private set; }

    public ScalarValue? SequenceId { get; private set; }

    /// <summary>NaN when not told.</summary>
    public double DurationMs { get; private set; }

    /// <summary>The component by name, else the source context; cut where it is too long. Null for neither.</summary>
    public string? Component { get; private set; }

    public readonly string? LinkType => NameOf(_linkType);

    public readonly bool MeansRecord => StepName is not null || LinkComponent is not null || SequenceStatus is not null;

    public readonly int MeantRecords =>
        (StepName is null ? 0 : 1) + (LinkComponent is null ? 0 : 1) + (SequenceStatus is null ? 0 : 1);

    public static EventProperties Read(LogEvent logEvent)
    {
        var found = new EventProperties { DurationMs = double.NaN };
        var bit = 1UL;
        foreach (var (name, value) in EventPropertyWalk.Over(logEvent))
        {
            switch (name)
            {
                case PropertyNames.StepName: found.StepName = ScalarOf(value); break;
                case PropertyNames.LinkComponent: found.LinkComponent = ScalarOf(value); break;
                case PropertyNames.SequenceStatus: found.SequenceStatus = ScalarOf(value); break;
                case PropertyNames.SequenceId: found.SequenceId = ScalarOf(value); break;
                case PropertyNames.Component: found._component = value as ScalarValue; break;
                case PropertyNames.SourceContext: found._sourceContext = value as ScalarValue; break;
                case PropertyNames.StepStatus: found._stepStatus = value as ScalarValue; break;
                case PropertyNames.LinkEntityType: found._linkEntityType = value as ScalarValue; break;
                case PropertyNames.LinkEntityId: found._linkEntityId = value as ScalarValue; break;
                case PropertyNames.LinkType: found._linkType = value as ScalarValue; break;
                case PropertyNames.DurationMs or PropertyNames.Elapsed
                    when found._durationName is null or PropertyNames.Elapsed && TryGetDuration(value, out var duration):
                    found.DurationMs = duration;
                    found._durationName = name;
                    break;
                default: found._plain |= bit; break;
            }

            bit <<= 1;
        }

        found.Component = NameOf(found._component) ?? NameOf(found._sourceContext);
        found._hasStatus = TryGetStatus(found._stepStatus, out _);
        return found;
    }

    /// <summary>
    /// Whether the property is told by a column of its own. What could not be used (a status that is none, a duration that
    /// is no number) stays in the metadata: nothing is lost.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="bit">1, shifted once for each property before it.</param>
    public readonly bool IsUsed(string name, ulong bit) => (_plain & bit) == 0 && name switch
    {
        PropertyNames.StepName or PropertyNames.LinkComponent or PropertyNames.SequenceStatus or PropertyNames.SequenceId => true,
        PropertyNames.Component => NameOf(_component) is not null,
        PropertyNames.SourceContext => NameOf(_component) is null,
        PropertyNames.StepStatus => _hasStatus,
        PropertyNames.DurationMs or PropertyNames.Elapsed => name == _durationName,
        PropertyNames.LinkEntityType or PropertyNames.LinkEntityId or PropertyNames.LinkType => LinkComponent is not null,
        _ => false,
    };

    /// <summary>The outcome that the event tells, or that its level means.</summary>
    public readonly StepStatus StatusOf(LogEventLevel level) =>
        TryGetStatus(_stepStatus, out var status) ? status
        : level >= LogEventLevel.Error ? StepStatus.Failed
        : StepStatus.Completed;

    /// <summary>The step's name, told as a text or as a value.</summary>
    public readonly bool TryGetStepName(out StepName name)
    {
        if (StepName?.Value is StepName { Value.Length: > 0 } value)
        {
            name = value;
            return true;
        }

        return SequenceLogging.StepName.TryParse(StepName?.Value as string, out name);
    }

    /// <summary>The link: the whole in one property, or its component with type and id beside it.</summary>
    public readonly bool TryGetLink(out ComponentLink link)
    {
        link = default;
        if (TextOf(LinkComponent) is not { } component)
        {
            return false;
        }

        if (TextOf(_linkEntityType) is { } type && TextOf(_linkEntityId) is { } id)
        {
            // A colon in one of the parts would move the border to the next.
            return ComponentLink.TryParse($"{component}:{type}:{id}", out link)
                && link.Component == component
                && link.EntityType == type;
        }

        return ComponentLink.TryParse(component, out link);
    }

    private static ScalarValue ScalarOf(LogEventPropertyValue value) => value as ScalarValue ?? new ScalarValue(null);

    private static bool TryGetStatus(ScalarValue? value, out StepStatus status)
    {
        status = default;
        return value is not null && StatusText.TryParse(MetadataWriter.TextOf(value.Value), out status);
    }

    private static string? TextOf(ScalarValue? value) => value?.Value switch
    {
        null => null,
        string text => text,
        var other => MetadataWriter.TextOf(other),
    };

    private static string? NameOf(ScalarValue? value)
    {
        var text = TextOf(value);
        return string.IsNullOrWhiteSpace(text) ? null
            : text.Length <= Limits.Name ? text
            : Limits.Cut(text, Limits.Name).ToString();
    }

    private static bool TryGetDuration(LogEventPropertyValue value, out double milliseconds)
    {
        milliseconds = value is not ScalarValue scalar ? double.NaN : scalar.Value switch
        {
            TimeSpan span => span.TotalMilliseconds,
            double or float or decimal or int or long or uint or ulong or short or ushort or byte or sbyte =>
                Convert.ToDouble(scalar.Value, CultureInfo.InvariantCulture),
            _ => double.NaN,
        };
        return double.IsFinite(milliseconds);
    }
}
