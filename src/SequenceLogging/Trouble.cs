using Serilog.Debugging;

namespace SequenceLogging;

/// <summary>
/// Says what went wrong in here, through Serilog's <see cref="SelfLog"/>. What listens there is the application's, and may
/// throw: that must not end the writer, nor reach a log call.
/// </summary>
internal static class Trouble
{
    [ThreadStatic]
    private static bool _isReporting;

    /// <summary>
    /// Whether this thread is telling of trouble right now. What listens may log, and with that come back here: into the sink
    /// that has the trouble, in the middle of what it was doing.
    /// </summary>
    public static bool IsReporting => _isReporting;

    public static void Report(string format, params object?[] values)
    {
        var isNested = _isReporting;
        _isReporting = true;
        try
        {
#pragma warning disable RS0030 // this is the one place that may
            SelfLog.WriteLine("{0}", string.Format(System.Globalization.CultureInfo.InvariantCulture, format, values));
#pragma warning restore RS0030
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
        finally
        {
            _isReporting = isNested;
        }
    }
}
