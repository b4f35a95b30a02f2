namespace SequenceLogging.Routing;

/// <summary>
/// The sequence id that an exception carries in its data when it has left a sequence: where it is caught and logged, the
/// scope is gone already.
/// </summary>
internal static class ExceptionSequence
{
    public static void Stamp(Exception exception, SequenceId id)
    {
        try
        {
            // The innermost sequence is where it happened, so the first stamp stays.
            if (!exception.Data.Contains(PropertyNames.SequenceId))
            {
                exception.Data[PropertyNames.SequenceId] = id.ToString();
            }
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            Serilog.Debugging.SelfLog.WriteLine(
                "The data of {0} cannot be written, so it does not carry {1}: {2}", exception.GetType(), id, e.Message);
        }
    }

    public static bool TryGet(Exception? exception, out SequenceId id)
    {
        id = default;
        return exception is not null
            && exception.Data[PropertyNames.SequenceId] is string text
            && SequenceId.TryParse(text, out id);
    }
}
