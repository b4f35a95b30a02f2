using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SequenceLogging.AspNetCore.Api;
using SequenceLogging.AspNetCore.Changes;
using SequenceLogging.AspNetCore.Live;

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

        var live = new LiveStream(
            new LiveHub(source, options), source, options,
            services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None);

        var changes = new ChangeEndpoints(source, options, () => ChangeGuard.Of(services));
        if (options.AllowErasure || options.AllowRetry)
        {
            ChangeGuard.Of(services);
        }

        var group = endpoints.MapGroup(pattern);
        Add(new DashboardEndpoint("{**page}", HttpMethods.Get, IsApi: false), shell.WriteAsync);
        Add(new DashboardEndpoint("assets/{name}", HttpMethods.Get, IsApi: false), assets.WriteAsync);
        Add(new DashboardEndpoint("api/{**rest}", HttpMethods.Get, IsApi: true), ApiHost.UnknownAsync);
        var resources = ApiResources.Of(source, options);
        foreach (var resource in resources)
        {
            AddApi(resource, context => api.AnswerAsync(context, resource));
        }

        AddApi(LiveStream.Resource, live.RunAsync);
        AddApi(ChangeEndpoints.Tell, changes.TellAsync);
        AddApi(ChangeEndpoints.Erase, changes.EraseAsync);
        AddApi(ChangeEndpoints.Retry, changes.RetryAsync);
        ApiResource[] all =
            [.. resources, LiveStream.Resource, ChangeEndpoints.Tell, ChangeEndpoints.Erase, ChangeEndpoints.Retry, ApiDocument.Resource];
        var document = new Lazy<ApiAnswer>(() => ApiDocument.Write(options.Title, all));
        AddApi(ApiDocument.Resource, context => document.Value.WriteAsync(context));
        return group;

        void AddApi(ApiResource resource, RequestDelegate handler) =>
            Add(new DashboardEndpoint(ApiResources.Root + resource.Path, resource.Method, IsApi: true), handler);

        // Every method is mapped, so that each refusal of one is ours, with its headers.
        void Add(DashboardEndpoint endpoint, RequestDelegate handler) =>
            group.Map(endpoint.Pattern, guard.Around(endpoint, handler)).WithMetadata(endpoint).WithDisplayName("Sequences: " + endpoint.Pattern);
    }
}
