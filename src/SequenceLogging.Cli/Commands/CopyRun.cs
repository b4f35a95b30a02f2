using SequenceLogging.Cli.Rendering;
using SequenceLogging.Moving;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Commands;

/// <summary>Copies into a store, and tells about it: the same for a store as for the database of the Python bot.</summary>
internal sealed class CopyRun(Surroundings around, CopyTalk talk)
{
    /// <param name="copy">Makes the copy when the target is open.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public async Task<CopyResult> CopyAsync(
        Func<ISequenceStore, StoreCopy> copy, StoreLocation target, CancellationToken cancellationToken)
    {
        await using var store = target.Open();
        try
        {
            var result = await copy(store).CopyAsync(talk, cancellationToken);
            talk.Tell(result);
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new ExpectedFailure(
                ExitCode.Interrupted, "interrupted. What was written stays; run the same command again to go on.");
        }
        finally
        {
            talk.End();
        }
    }

    /// <summary>Writes the answer.</summary>
    /// <returns>The exit code.</returns>
    public int Answer(CopyAnswer answer, bool isJson)
    {
        if (isJson)
        {
            JourneyJson.Write(around.Out, answer, ToolJson.Indented.CopyAnswer);
        }
        else
        {
            new Page(around).Write(answer.ToPhrases());
        }

        return answer.Faults > 0 ? ExitCode.Integrity
            : answer.Moving > 0 || answer.BadRows > 0 ? ExitCode.Failure
            : ExitCode.Ok;
    }
}
