using Serilog;
using Serilog.Configuration;

namespace AdBot;

/// <summary>Seq beside the other sinks, when <c>SEQ_URL</c> says where it is.</summary>
internal static class SeqSetup
{
    public static LoggerConfiguration SeqWhenConfigured(this LoggerSinkConfiguration writeTo, BotSettings settings)
    {
        if (settings.SeqUrl is null)
        {
            return writeTo.Logger(_ => { });
        }

#if PUBLIC_FEED
        return writeTo.Seq(settings.SeqUrl, apiKey: settings.SeqApiKey);
#else
        Console.Error.WriteLine(
            $"SEQ_URL is {settings.SeqUrl}, but this build has no Seq sink. Build it with -p:PublicFeed=true, "
            + "where the package feed has Serilog.Sinks.Seq: dotnet run --project samples/AdBot -p:PublicFeed=true");
        return writeTo.Logger(_ => { });
#endif
    }
}
