namespace SequenceLogging.Routing;

/// <summary>
/// The sequence that an exception names in its data when it has left a sequence: where it is caught and logged, the
/// scope is gone already.
/// </summary>
internal static class ExceptionSequence
{
    public static void Stamp(Exception exception, SequenceReference sequence)
    {
        try
        {
            // The innermost sequence is where it happened, so the first stamp stays.
            if (!exception.Data.Contains(PropertyNames.SequenceId))
            {
                exception.Data[PropertyNames.SequenceId] = sequence.ToString();
            }
        }
        catch (Exception e)
        {
            // Data is virtual. Nothing that it does may hide the exception that is on its way.
            Trouble.Report(
                "The data of {0} cannot be written, so it does not name {1}: {2}", exception.GetType(), sequence, e.Message);
        }
    }

    public static bool TryGet(Exception? exception, out SequenceReference sequence)
    {
        // What is logged is often an exception around the one that left the sequence.
        for (; exception is not null; exception = exception.InnerException)
        {
            if (SequenceReference.TryParse(Read(exception), out sequence))
            {
                return true;
            }
        }

        sequence = default;
        return false;
    }

    private static string? Read(Exception exception)
    {
        try
        {
            return exception.Data[PropertyNames.SequenceId] as string;
        }
        catch (Exception e)
        {
            Trouble.Report("The data of {0} cannot be read: {1}", exception.GetType(), e.Message);
            return null;
        }
    }
}
