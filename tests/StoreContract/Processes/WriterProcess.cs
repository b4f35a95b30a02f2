using System.Diagnostics;

namespace SequenceLogging.StoreContract.Processes;

/// <summary>A run of a provider's program, which ends with the test however that ends.</summary>
internal static class WriterProcess
{
    /// <summary>Runs it to its end, which must be a good one.</summary>
    /// <returns>The ids that it says to have begun, in that order.</returns>
    public static async Task<IReadOnlyList<SequenceId>> RunAsync(ProcessStartInfo start, CancellationToken patience)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        try
        {
            var errors = process.StandardError.ReadToEndAsync(patience);
            var begun = new List<SequenceId>();
            while (await process.StandardOutput.ReadLineAsync(patience) is { } line)
            {
                if (line.Split(' ') is ["begun", var id])
                {
                    begun.Add(SequenceId.Parse(id));
                }
            }

            await process.WaitForExitAsync(patience);
            Assert.True(process.ExitCode == 0, $"Process {process.Id} ended with {process.ExitCode}: {await errors}");
            return begun;
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"Process {process.Id} ({start.FileName} {string.Join(' ', start.ArgumentList)}) took too long.", e);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }
        }
    }
}
