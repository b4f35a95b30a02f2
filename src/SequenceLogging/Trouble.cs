using Serilog.Debugging;

namespace SequenceLogging;

/// <summary>
/// Says what went wrong in here, through Serilog's <see cref="SelfLog"/>. What listens there is the application's, and may
/// throw: that must not end the writer, nor reach a log call.
/// </summary>
internal static class Trouble
{
    public static void Report(string format, params object?[] values)
    {
        try
        {
            SelfLog.WriteLine("{0}", string.Format(System.Globalization.CultureInfo.InvariantCulture, format, values));
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }
}
