using System.CommandLine;
using SequenceLogging.Cli.Commands;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli;

/// <summary>A run from its arguments to its exit code.</summary>
internal static class SeqlogApp
{
    // No @file arguments: user and channel names begin with an @.
    internal static readonly ParserConfiguration Grammar = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">What was typed behind <c>seqlog</c>.</param>
    /// <param name="around">Everything from outside.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, Surroundings around, CancellationToken cancellationToken = default)
    {
        try
        {
            var code = await AnswerAsync(arguments, around, cancellationToken);
            await around.Out.FlushAsync(CancellationToken.None);
            return code;
        }
        catch (IOException e) when (IsBrokenPipe(e))
        {
            return ExitCode.Ok; // whoever read the answer has seen enough
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(around, ExitCode.Failure, $"the answer could not be written: {e.Message}");
        }
    }

    private static async Task<int> AnswerAsync(string[] arguments, Surroundings around, CancellationToken cancellationToken)
    {
        try
        {
            return await InvokeAsync(arguments, around, cancellationToken);
        }
        catch (ExpectedFailure e)
        {
            return Fail(around, e.ExitCode, SafeText.OneLine(e.Message));
        }
        catch (SequenceStoreException e)
        {
            return Fail(around, CodeOf(e.Kind), SafeText.OneLine(e.Message));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Fail(around, ExitCode.Interrupted, "interrupted.");
        }
        catch (Exception e) when (e is not (IOException or UnauthorizedAccessException))
        {
            // A mistake of ours: here the stack trace is what helps.
            var lines = e.ToString().Split('\n', StringSplitOptions.TrimEntries).Select(SafeText.OneLine);
            return Fail(around, ExitCode.Failure, $"unexpected {string.Join("\n  ", lines)}");
        }
    }

    private static async Task<int> InvokeAsync(string[] arguments, Surroundings around, CancellationToken cancellationToken)
    {
        var command = SeqlogCommand.For(arguments, around);
        var isEmpty = arguments.Length == 0;
        var parsed = command.Parse(isEmpty ? ["--help"] : arguments, Grammar);
        UsageError.ThrowIfAny(parsed);
        var code = await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = isEmpty ? around.Error : around.Out,
                Error = around.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            },
            cancellationToken);
        return isEmpty ? ExitCode.Usage : code;
    }

    private static bool IsBrokenPipe(IOException e)
    {
        const int BrokenPipe = 32; // EPIPE
        return e.HResult == BrokenPipe && !OperatingSystem.IsWindows();
    }

    private static int CodeOf(StoreErrorKind kind) => kind switch
    {
        StoreErrorKind.Corrupt => ExitCode.Integrity,
        StoreErrorKind.BadData or StoreErrorKind.Bug => ExitCode.Failure,
        _ => ExitCode.StoreUnavailable,
    };

    // The exit code tells it too, so a stderr that is closed changes nothing.
    private static int Fail(Surroundings around, int code, string message)
    {
        try
        {
            around.Error.WriteLine($"{SeqlogCommand.ToolName}: {message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }

        return code;
    }
}
