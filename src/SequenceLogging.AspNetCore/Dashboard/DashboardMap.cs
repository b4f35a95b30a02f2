using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SequenceLogging.AspNetCore.Api;

namespace SequenceLogging.AspNetCore.Dashboard;

/// <summary>All endpoints of the dashboard under one path, each behind the guard.</summary>
internal static class DashboardMap
{
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string pattern, SequenceDashboardOptions options)
    {
        var services = endpoints.ServiceProvider;
        var source = JourneySource.Of(services);
        var guard = new Guard(new AccessGate(options, services.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        var assets = new Assets(options.Bundle);
        var shell = new Shell(options, assets);
        var api = new ApiHost(source, options);

        var group = endpoints.MapGroup(pattern);
        Add(new DashboardEndpoint("{**page}", HttpMethods.Get, IsApi: false), shell.WriteAsync);
        Add(new DashboardEndpoint("assets/{name}", HttpMethods.Get, IsApi: false), assets.WriteAsync);
        Add(new DashboardEndpoint("api/{**rest}", HttpMethods.Get, IsApi: true), ApiHost.UnknownAsync);
        foreach (var resource in ApiResources.All)
        {
            Add(
                new DashboardEndpoint(ApiResources.Root + resource.Path, HttpMethods.Get, IsApi: true),
                context => api.AnswerAsync(context, resource));
        }

        return group;

        // Every method is mapped, so that each refusal of one is ours, with its headers.
        void Add(DashboardEndpoint endpoint, RequestDelegate handler) =>
            group.Map(endpoint.Pattern, guard.Around(endpoint, handler)).WithMetadata(endpoint).WithDisplayName("Sequences: " + endpoint.Pattern);
    }
}
