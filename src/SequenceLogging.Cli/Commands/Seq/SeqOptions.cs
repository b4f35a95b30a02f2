using System.CommandLine;
using SequenceLogging.Cli.Rendering;
using SequenceLogging.Seq;

namespace SequenceLogging.Cli.Commands.Seq;

/// <summary>Which Seq, as the commands that talk to it are told: by options, or by the environment.</summary>
internal sealed class SeqOptions
{
    public const string UrlVariable = "SEQ_URL";
    public const string KeyVariable = "SEQ_API_KEY";

    public Option<string?> Url { get; } = new("--url")
    {
        Description = $"The Seq server, as http://localhost:5341. Default ${UrlVariable}.",
        HelpName = "URL",
    };

    public Option<string?> ApiKey { get; } = new("--api-key")
    {
        Description = $"An API key. Default ${KeyVariable}, which others on this machine do not see in the list of processes.",
        HelpName = "KEY",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Url);
        command.Options.Add(ApiKey);
    }

    /// <exception cref="ExpectedFailure">No server is named, or what is named can be none.</exception>
    public SeqServer Find(ParseResult arguments, Surroundings around)
    {
        var url = arguments.GetValue(Url) ?? around.Environment(UrlVariable);
        if (string.IsNullOrWhiteSpace(url))
        {
            throw new ExpectedFailure(
                ExitCode.Usage, $"it was not said which Seq. Write --url http://localhost:5341, or set {UrlVariable}.");
        }

        return Open(url, arguments.GetValue(ApiKey) ?? around.Environment(KeyVariable));
    }

    /// <summary>Where journeys stand in Seq, for answers that name it in passing; null where no server is named.</summary>
    /// <exception cref="ExpectedFailure">What is named can be no server.</exception>
    public static SeqAddresses? FindAddresses(string? option, Surroundings around)
    {
        var url = option ?? around.Environment(UrlVariable);
        return string.IsNullOrWhiteSpace(url) ? null : new SeqAddresses(Open(url, null).ToString());
    }

    /// <summary>A failure of the server as the command line says it.</summary>
    public static ExpectedFailure Failure(SeqException e) =>
        new(e.Failure is SeqFailure.State ? ExitCode.Usage : ExitCode.Failure, $"Seq: {e.Message}");

    private static SeqServer Open(string url, string? key)
    {
        try
        {
            return new SeqServer(url, key);
        }
        catch (ArgumentException e)
        {
            throw new ExpectedFailure(ExitCode.Usage, e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal));
        }
    }
}
