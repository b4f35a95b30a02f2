using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SequenceLogging.Cli;

/// <summary>The surroundings of a real run: the process's own streams, environment and terminal.</summary>
internal static class ProcessSurroundings
{
    private const int BufferSize = 16 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static Surroundings Take()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = Utf8;
        }

        return new Surroundings
        {
            Out = new StreamWriter(OpenOutput(), Utf8, BufferSize),
            Error = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError(), Utf8, BufferSize) { AutoFlush = true }),
            OpenInput = Console.OpenStandardInput,
            Environment = Environment.GetEnvironmentVariable,
            TerminalWidth = WidthOfOutput(),
            TerminalHeight = HeightOfOutput(),
            ErrorIsTerminal = !Console.IsErrorRedirected,
            CanAsk = !Console.IsErrorRedirected && !Console.IsInputRedirected,
            OpenBrowser = OpenBrowser,
        };
    }

    // .NET's own stream for a pipe keeps silent when nobody reads it any more, and 'seqlog tail | head' would never end.
    // Its own stream for a file is right: it goes on at the place where the shell stands.
    private static Stream OpenOutput()
    {
        if (!OperatingSystem.IsWindows())
        {
            var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!output.CanSeek)
            {
                return output;
            }
        }

        return Console.OpenStandardOutput();
    }

    private static string? OpenBrowser(Uri address)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
            return null;
        }
        catch (Exception e) when (e is Win32Exception or PlatformNotSupportedException)
        {
            return e.Message;
        }
    }

    private static int? WidthOfOutput()
    {
        const int Usual = 80; // of a terminal that does not tell
        return Console.IsOutputRedirected ? null : Console.WindowWidth is > 0 and var width ? width : Usual;
    }

    private static int HeightOfOutput()
    {
        const int Usual = 25;
        return Console.IsOutputRedirected ? Usual : Console.WindowHeight is > 0 and var height ? height : Usual;
    }
}
