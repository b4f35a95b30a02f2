using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace SequenceLogging.Benchmarks.Profiling;

/// <summary>
/// Has the runtime look about a thousand times a second at what each thread of this process is doing, while something runs.
/// It stops the threads for that, so that all of it takes longer; what takes how much of it stays.
/// </summary>
internal static class SampledRun
{
    private const string SampleProvider = "Microsoft-DotNETCore-SampleProfiler";
    private const int BufferMegabytes = 512;

    /// <returns>For each look at a thread, what was on its stack, the innermost method first.</returns>
    public static async Task<IReadOnlyList<ThreadSample>> CollectAsync(string folder, Func<Task> run)
    {
        var path = Path.Combine(folder, "profile.nettrace");
        using (var session = new DiagnosticsClient(Environment.ProcessId).StartEventPipeSession(Providers(), requestRundown: true, BufferMegabytes))
        {
            await using var file = File.Create(path);
            var copy = session.EventStream.CopyToAsync(file);
            await run();
            await session.StopAsync(CancellationToken.None);
            await copy;
        }

        return Read(path);
    }

    private static EventPipeProvider[] Providers() =>
    [
        new EventPipeProvider(SampleProvider, EventLevel.Informational),
        new EventPipeProvider(ClrTraceEventParser.ProviderName, EventLevel.Informational, (long)ClrTraceEventParser.Keywords.Default),
    ];

    private static List<ThreadSample> Read(string path)
    {
        using var log = new TraceLog(TraceLog.CreateFromEventPipeDataFile(path));
        List<ThreadSample> samples = [];
        foreach (var data in log.Events)
        {
            if (data.ProviderName == SampleProvider && data.CallStack() is { } stack)
            {
                samples.Add(new ThreadSample(data.ThreadID, data.TimeStampRelativeMSec, [.. Methods(stack)]));
            }
        }

        return samples;
    }

    private static IEnumerable<string> Methods(TraceCallStack? stack)
    {
        for (; stack is not null; stack = stack.Caller)
        {
            if (stack.CodeAddress.FullMethodName is { Length: > 0 } method)
            {
                yield return method;
            }
        }
    }
}
