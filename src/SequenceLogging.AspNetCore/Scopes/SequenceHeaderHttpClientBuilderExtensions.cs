using SequenceLogging;
using SequenceLogging.AspNetCore.Scopes;

// The container's own namespace, so that the verb stands beside AddHttpMessageHandler.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Lets requests that go out tell their sequence.</summary>
public static class SequenceHeaderHttpClientBuilderExtensions
{
    /// <summary>Tells the current sequence to the hosts that are named, in the header <c>X-Sequence-Id</c>.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Names the hosts, as in <c>o => o.Hosts.Add("orders.internal")</c>.</param>
    /// <exception cref="ArgumentException">No host is named, or one that is none.</exception>
    public static IHttpClientBuilder AddSequenceHeader(this IHttpClientBuilder builder, Action<SequenceHeaderOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new SequenceHeaderOptions();
        configure(options);
        _ = new NamedHosts([.. options.Hosts]); // Told here, and not by the first request.
        return builder.AddHttpMessageHandler(services => new SequenceHeaderHandler(
            services.GetService<SequenceLog>() ?? throw new InvalidOperationException(
                $"AddSequenceHeader of the client \"{builder.Name}\" finds no SequenceLog. Call "
                + "services.AddSequenceLogging(o => o.UseSqlite(path))."),
            options));
    }
}
