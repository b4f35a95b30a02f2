namespace SequenceLogging.Seq;

/// <summary>Addresses that open Seq with the events that are meant.</summary>
public static class SeqLinks
{
    /// <summary>All events of a journey.</summary>
    /// <param name="server">The address of the server, as <c>http://localhost:5341</c>.</param>
    /// <param name="sequence">The journey.</param>
    /// <exception cref="ArgumentException">The address is no URL of a server.</exception>
    public static Uri OfSequence(string server, SequenceId sequence) => Of(server, $"SequenceId = '{sequence}'");

    /// <summary>The events of one step of a journey, by its name.</summary>
    /// <param name="server">The address of the server, as <c>http://localhost:5341</c>.</param>
    /// <param name="sequence">The journey.</param>
    /// <param name="step">The name of the step.</param>
    /// <exception cref="ArgumentException">The address is no URL of a server.</exception>
    public static Uri OfStep(string server, SequenceId sequence, StepName step) =>
        Of(server, $"SequenceId = '{sequence}' and StepName = {Quote(step.Value)}");

    /// <summary>A text as Seq's query language writes it: in single quotes, with each of its own doubled.</summary>
    /// <param name="text">Any text.</param>
    internal static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private static Uri Of(string server, string filter)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new Uri(SeqServer.Parse(server), "#/events?filter=" + Uri.EscapeDataString(filter));
    }
}
