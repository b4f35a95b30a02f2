using System.Globalization;
using System.Text.Json;
using SequenceLogging.Insight.Conformance;
using SequenceLogging.Journeys;
using SequenceLogging.Testing.Telling;

namespace SequenceLogging.Testing;

/// <summary>
/// What a journey should be. Each gives the journey back, so that they can be told one after the other, and throws a
/// <see cref="JourneyAssertionException"/> that shows the journey where it is not so.
/// </summary>
public static class JourneyAssertions
{
    /// <summary>Exactly these steps, in this order.</summary>
    public static SequenceDetails ShouldHaveSteps(this SequenceDetails journey, params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(names);
        for (var i = 0; i < Math.Max(names.Count, journey.Steps.Count); i++)
        {
            var (expected, actual) = (names.ElementAtOrDefault(i), journey.Steps.ElementAtOrDefault(i)?.StepName.Value);
            if (expected != actual)
            {
                var told = actual is null ? "there is none" : "it is " + actual;
                throw Failure(journey, FormattableString.Invariant($"Step {i + 1} should be {expected ?? "none"}, but {told}."));
            }
        }

        return journey;
    }

    /// <summary>A step of this name, whatever is around it.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="name">The step's name.</param>
    /// <param name="status">Its outcome; any where null. Of several steps of the name one is enough.</param>
    public static SequenceDetails ShouldHaveStep(this SequenceDetails journey, string name, StepStatus? status = null)
    {
        var steps = StepsOf(journey, name);
        return status is null || steps.Exists(step => step.Status == status)
            ? journey
            : throw Failure(journey, $"Step {name} should be {status.Value.ToText()}, but it is {steps[^1].Status.ToText()}.");
    }

    /// <summary>A step that was logged with a property of this value.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="step">The step's name. Of several steps of the name one is enough.</param>
    /// <param name="property">The name of the property, as in the message template.</param>
    /// <param name="value">Its value: whatever JSON can say; numbers are equal whatever their type.</param>
    public static SequenceDetails ShouldHaveMetadata(this SequenceDetails journey, string step, string property, object? value)
    {
        ArgumentNullException.ThrowIfNull(property);
        var steps = StepsOf(journey, step);
        var expected = JsonSerializer.SerializeToElement(value);
        if (steps.Exists(s => ValueOf(s.Metadata, property) is { } actual && JsonElement.DeepEquals(actual, expected)))
        {
            return journey;
        }

        var told = ValueOf(steps[^1].Metadata, property) is { } other ? $"it is {other.GetRawText()}" : "there is none";
        throw Failure(journey, $"Step {step} should have {property} = {expected.GetRawText()}, but {told}.");
    }

    /// <summary>A link to this entity.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="link">As <c>payments:ton_payment:TE5768</c>.</param>
    public static SequenceDetails ShouldHaveLink(this SequenceDetails journey, string link)
    {
        ArgumentNullException.ThrowIfNull(journey);
        var expected = ComponentLink.Parse(link).ToString();
        return journey.Links.Any(l => l.ToString() == expected)
            ? journey
            : throw Failure(journey, $"There should be a link to {expected}, but there is none.");
    }

    /// <summary>This status.</summary>
    public static SequenceDetails ShouldBe(this SequenceDetails journey, SequenceStatus status)
    {
        ArgumentNullException.ThrowIfNull(journey);
        return journey.Status == status
            ? journey
            : throw Failure(journey, $"The journey should be {status.ToText()}, but it is {journey.Status.ToText()}.");
    }

    /// <summary>As a flow says: nothing skipped, repeated, out of order, missing, late or unexpected.</summary>
    /// <param name="journey">The journey. Of one that is still open nothing is missing yet.</param>
    /// <param name="flow">The flow, as <c>FlowDefinition.Create("CreateAd").Step("CreateAd_Step_1_Start")</c>.</param>
    public static SequenceDetails ShouldFollow(this SequenceDetails journey, FlowDefinition flow)
    {
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(flow);
        var check = flow.Check(journey);
        if (check.Steps == 0)
        {
            throw Failure(journey, $"The journey should follow {flow.Name}, but it has no step of it.");
        }

        return check.IsConforming
            ? journey
            : throw Failure(journey, $"The journey should follow {flow.Name}, but {string.Join(", ", check.Deviations.Select(Told))}.");

        static string Told(FlowDeviation deviation) => deviation.Order is { } order
            ? FormattableString.Invariant($"step {order}, {deviation.Step}, is {Words(deviation.Kind)}")
            : $"{deviation.Step} is {Words(deviation.Kind)}";

        static string Words(DeviationKind kind) => kind is DeviationKind.OutOfOrder ? "out of order" : kind.ToText();
    }

    /// <summary>No failed step, no error beside the steps, and nothing that was dropped.</summary>
    public static SequenceDetails ShouldHaveNoErrors(this SequenceDetails journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        return journey.Errors.Count + journey.Losses.Count == 0
            ? journey
            : throw Failure(journey, string.Create(
                CultureInfo.InvariantCulture,
                $"There should be no errors, but there are {journey.Errors.Count}, and {journey.Losses.Count} gaps."));
    }

    private static List<SequenceStep> StepsOf(SequenceDetails journey, string name)
    {
        ArgumentNullException.ThrowIfNull(journey);
        var steps = journey.Steps.Where(step => step.StepName.Value == name).ToList();
        return steps.Count > 0 ? steps : throw Failure(journey, $"There should be a step {name}, but there is none.");
    }

    private static JsonElement? ValueOf(string? metadata, string property)
    {
        if (metadata is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(metadata);
        return document.RootElement.TryGetProperty(property, out var value) ? value.Clone() : null;
    }

    private static JourneyAssertionException Failure(SequenceDetails journey, string complaint) =>
        new(complaint + JourneyText.Of([journey]));
}
