using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace WebBot.Demo;

/// <summary>Where this bot listens, as it is reached from this machine; known when it has started.</summary>
internal sealed class OwnAddress(IServer server)
{
    public const string Host = "localhost";

    public Uri Of(string path)
    {
        var address = BindingAddress.Parse(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new Uri($"{address.Scheme}://{Host}:{address.Port}{address.PathBase}{path}");
    }
}
