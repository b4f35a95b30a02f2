using Serilog;

namespace AdBot;

/// <summary>Seq beside the other sinks, when <c>SEQ_URL</c> says where it is.</summary>
internal static class SeqSetup
{
    public static LoggerConfiguration WriteToSeqWhenConfigured(this LoggerConfiguration logger, BotSettings settings)
    {
        if (settings.SeqUrl is not null)
        {
#if PUBLIC_FEED
            logger.WriteTo.Seq(settings.SeqUrl, apiKey: settings.SeqApiKey);
#else
            Console.Error.WriteLine(
                $"SEQ_URL is {settings.SeqUrl}, but this build has no Seq sink. Where the package feed has Serilog.Sinks.Seq, "
                + "build it in: dotnet run --project samples/AdBot -p:PublicFeed=true");
#endif
        }

        return logger;
    }
}
