namespace SequenceLogging.Cli.Tests;

/// <summary>Runs command lines in the test's own process, with everything around them in the test's hand.</summary>
internal sealed class Seqlog
{
    public Seqlog()
    {
        Provider = new FakeProvider(Reader);
        Around = new Surroundings
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            Environment = name => Variables.GetValueOrDefault(name),
            Time = Time,
            UseStoreFile = UseFake,
            Providers = new Dictionary<string, Action<SequenceLogOptions, string>>
            {
                ["fake"] = UseFake,
                ["memory"] = (options, name) => options.UseInMemory(name),
            },
        };

        void UseFake(SequenceLogOptions options, string store)
        {
            options.Store = store;
            options.Provider = Provider;
        }
    }

    public FakeReader Reader { get; } = new();

    public FakeProvider Provider { get; }

    public ManualTimeProvider Time { get; } = new(Samples.Now);

    public Dictionary<string, string> Variables { get; } = [];

    public Surroundings Around { get; set; }

    /// <summary>Data of the last run.</summary>
    public string Out { get; private set; } = "";

    /// <summary>Talk of the last run.</summary>
    public string Error { get; private set; } = "";

    public Seqlog OnTerminal(int width)
    {
        Around = Around with { TerminalWidth = width };
        return this;
    }

    /// <summary>With real SQLite files.</summary>
    public Seqlog OnSqlite()
    {
        Around = Around with { UseStoreFile = (options, path) => options.UseSqlite(path) };
        return this;
    }

    /// <summary>Runs one command line and returns its exit code.</summary>
    public Task<int> RunAsync(params string[] arguments) => RunAsync(arguments, TestContext.Current.CancellationToken);

    /// <summary>Runs one command line until Ctrl-C and returns its exit code.</summary>
    public async Task<int> RunAsync(string[] arguments, CancellationToken ctrlC)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        try
        {
            return await SeqlogApp.RunAsync(arguments, Around with { Out = output, Error = error }, ctrlC);
        }
        finally
        {
            Out = output.ToString();
            Error = error.ToString();
        }
    }
}
