using SequenceLogging.Context;
using SequenceLogging.Routing;

namespace SequenceLogging.Instrumentation;

/// <summary>
/// A step under way, begun by <c>using var step = log.BeginStep("CreateAd_Step_6_CalculatePrice")</c>. It writes one event
/// when it ends, with its outcome and its duration. The first outcome counts: all that comes later does nothing.
/// <list type="bullet">
/// <item>Left without an outcome it failed: success is said, never guessed. Say <see cref="Skip"/> where leaving is right.</item>
/// <item>It belongs to the sequence in which it began, wherever it ends; begun outside of any, to the one where it ends.</item>
/// </list>
/// </summary>
public abstract class TimedStep : IDisposable
{
    private const string Ended = "{StepName} {StepStatus} in {DurationMs} ms";
    private const string Left = "{StepName} {StepStatus} after {DurationMs} ms, left without an outcome";

    private readonly Dictionary<string, object?> _properties = [];
    private readonly TimeProvider _time;
    private readonly string? _sequence;
    private readonly long _start;
    private int _hasEnded;

    /// <summary>Starts the clock.</summary>
    /// <param name="stepName">The step.</param>
    /// <param name="timeProvider">The clock; the system's where it is null.</param>
    protected TimedStep(string stepName, TimeProvider? timeProvider = null)
    {
        Name = stepName;
        _sequence = SequenceScope.Current?.ToString();
        _time = timeProvider ?? TimeProvider.System;
        _start = _time.GetTimestamp();
    }

    /// <summary>The step's name.</summary>
    public string Name { get; }

    /// <summary>Since the step began.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Adds a property to the event. The last value of a name counts.</summary>
    /// <param name="propertyName">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>This step.</returns>
    public TimedStep With(string propertyName, object? value)
    {
        _properties[propertyName] = value;
        return this;
    }

    /// <summary>The step is done.</summary>
    public void Complete() => End(StepStatus.Completed, null, Ended);

    /// <summary>The step went wrong; the event is of level Error.</summary>
    /// <param name="exception">Why.</param>
    public void Fail(Exception? exception = null) => End(StepStatus.Failed, exception, Ended);

    /// <summary>The step is left out on purpose, or given up without being a failure.</summary>
    public void Skip() => End(StepStatus.Skipped, null, Ended);

    /// <summary>Ends the step as failed, if nothing has ended it before.</summary>
    public void Dispose()
    {
        End(StepStatus.Failed, null, Left);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes the event. Called once.</summary>
    /// <param name="status">The outcome; a failed one is an event of level Error.</param>
    /// <param name="exception">Why it failed.</param>
    /// <param name="messageTemplate">What to say.</param>
    /// <param name="arguments">The values for the template: name, status as its word, milliseconds.</param>
    /// <param name="properties">More properties for the event, its <c>SequenceId</c> among them.</param>
    protected abstract void Write(
        StepStatus status,
        Exception? exception,
        string messageTemplate,
        object?[] arguments,
        IReadOnlyDictionary<string, object?> properties);

    private void End(StepStatus status, Exception? exception, string messageTemplate)
    {
        var elapsed = Elapsed;
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
        {
            return;
        }

        if (_sequence is not null)
        {
            _properties.TryAdd(PropertyNames.SequenceId, _sequence);
        }

        object?[] arguments = [Name, status.ToText(), Math.Round(elapsed.TotalMilliseconds, 3)];
        Write(status, exception, messageTemplate, arguments, _properties);
    }
}
