using System.CommandLine;
using SequenceLogging.Cli.Commands.Seq;
using SequenceLogging.Cli.Serving;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog serve</c>: the dashboard of any store, for who sits at this machine.</summary>
internal sealed class ServeCommand : QuestionCommand
{
    private const int UsualPort = 5380, MostPort = 65_535;

    private readonly Option<int> _port = new("--port")
    {
        Description = "The port on this machine; 0 for one that is free.",
        HelpName = "N",
        DefaultValueFactory = _ => UsualPort,
        CustomParser = result => Parsed.Number(result, "port", 0, MostPort),
    };

    private readonly Option<bool> _open = new("--open")
    {
        Description = "Opens it in the browser.",
    };

    private readonly Option<string?> _seq = new("--seq")
    {
        Description = $"A Seq server, to which the pages link. Default ${SeqOptions.UrlVariable}, else none.",
        HelpName = "URL",
    };

    public ServeCommand(Surroundings around, SharedOptions shared)
        : base(
            "serve",
            "Shows the store as pages in a browser, live, until Ctrl-C. Only this machine reaches them; from another one, go through ssh -L.",
            around, shared,
            "seqlog serve --open",
            "seqlog serve --store postgres://reader@db/bot --port 8080",
            "ssh -t -L 5380:localhost:5380 bot.example.org seqlog serve --store sequences.db")
    {
        Options.Add(_port);
        Options.Add(_open);
        Options.Add(_seq);
        Validators.Add(result =>
        {
            if (result.GetValue(shared.Json))
            {
                result.AddError("pages are no answer in JSON. Leave --json out, and ask api/v1/ below the address that is printed.");
            }
        });
    }

    protected override async Task<int> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var seq = SeqOptions.FindAddresses(question.Arguments.GetValue(_seq), Around);
        await question.Reader.GetLastPositionAsync(cancellationToken); // a store that does not answer now is told before anybody looks
        await using var server = await DashboardServer.StartAsync(
            question.Reader, question.StoreName, question.Arguments.GetValue(_port), seq, Around, cancellationToken);
        Around.Out.Write($"{server.Address}\n");
        await Around.Out.FlushAsync(cancellationToken);
        question.Note(
            $"the journeys in {question.StoreName}, for this machine alone, until Ctrl-C. From another one: "
            + $"ssh -L {server.Address.Port}:localhost:{server.Address.Port} and this machine's name.");
        if (question.Arguments.GetValue(_open) && Around.OpenBrowser(server.Address) is { } why)
        {
            question.Note($"no browser could be opened: {why} Open {server.Address} yourself.");
        }

        await server.WaitAsync(cancellationToken);
        return ExitCode.Ok;
    }
}
