using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SequenceLogging.AspNetCore.Dashboard;

namespace SequenceLogging.AspNetCore.Tests.Dashboard;

/// <summary>Each way of setting the dashboard up × each way of asking × every endpoint: nobody gets data whom nobody allowed.</summary>
public sealed class AccessMatrixTests
{
    private const string Secret = "566158428";

    /// <summary>How an application is set up, and whether that lets in the developer on the same machine, and everybody.</summary>
    private static readonly Setup[] Setups =
    [
        new("nothing, Development") { LetsDeveloper = true },
        new("nothing, Production") { Environment = "Production" },
        new("nothing, Staging") { Environment = "Staging" },
        new("local outside Development") { Environment = "Production", LetsDeveloper = true, Options = o => o.AllowLocalOutsideDevelopment = true },
        new("policy") { Conventions = d => d.RequireAuthorization() },
        new("policy, Production") { Environment = "Production", Conventions = d => d.RequireAuthorization() },
        new("named policy") { Conventions = d => d.RequireAuthorization("operators") },
        new("AllowAnonymous, Production") { Environment = "Production", Conventions = d => d.AllowAnonymous() },
        new("policy and AllowAnonymous, Production") { Environment = "Production", Conventions = d => d.RequireAuthorization().AllowAnonymous() },
        new("AllowAnonymous, Development") { LetsDeveloper = true, Conventions = d => d.AllowAnonymous() },
        new("AllowAnonymous, option") { Environment = "Production", LetsAll = true, Conventions = d => d.AllowAnonymous(), Options = o => o.AllowAnonymous = true },
        new("option without AllowAnonymous") { Environment = "Production", Options = o => o.AllowAnonymous = true },
        new("RequireHost, Production") { Environment = "Production", Conventions = d => d.RequireHost("localhost", "127.0.0.1", "example.org") },
        new("RequireHost, Development") { LetsDeveloper = true, Conventions = d => d.RequireHost("localhost", "127.0.0.1", "example.org") },
    ];

    private static readonly Caller[] Callers =
    [
        new("loopback v4") { Address = IPAddress.Loopback, IsDeveloper = true },
        new("loopback v4, another") { Address = IPAddress.Parse("127.8.9.10"), IsDeveloper = true },
        new("loopback v6") { Address = IPAddress.IPv6Loopback, Host = "[::1]:5000", IsDeveloper = true },
        new("loopback mapped") { Address = IPAddress.Loopback.MapToIPv6(), Host = "127.0.0.1:5000", IsDeveloper = true },
        new("remote v4") { Address = IPAddress.Parse("203.0.113.7") },
        new("remote v6") { Address = IPAddress.Parse("2001:db8::7") },
        new("remote mapped") { Address = IPAddress.Parse("203.0.113.7").MapToIPv6() },
        new("private network") { Address = IPAddress.Parse("10.0.0.7") },
        new("unspecified") { Address = IPAddress.Any },
        new("no address") { Address = null },
        new("foreign host") { Address = IPAddress.Loopback, Host = "attacker.example" },
        new("foreign host that begins as ours") { Address = IPAddress.Loopback, Host = "localhost.attacker.example" },
        new("no host") { Address = IPAddress.Loopback, Host = "" },
        new("host in the forwarding header") { Address = IPAddress.Parse("203.0.113.7"), Headers = [("X-Forwarded-Host", "localhost")] },
        .. new[]
        {
            ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Proto", "https"), ("x-forwarded-host", "localhost"), ("Forwarded", "for=127.0.0.1"),
            ("X-Real-IP", "127.0.0.1"), ("Via", "1.1 proxy"), ("True-Client-IP", "127.0.0.1"), ("CF-Connecting-IP", "127.0.0.1"),
            ("X-Client-IP", "127.0.0.1"), ("X-Original-For", "203.0.113.7"),
        }.SelectMany(header => new Caller[]
        {
            new($"loopback with {header.Item1}") { Address = IPAddress.Loopback, Headers = [header] },
            new($"remote with {header.Item1}") { Address = IPAddress.Parse("203.0.113.7"), Headers = [header] },
        }),
    ];

    public static TheoryData<string, bool> Cases => new(Setups.SelectMany(s => new[] { (s.Name, false), (s.Name, true) }));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task NobodyGetsDataWhomNobodyAllowed(string name, bool isBehindProxy)
    {
        var setup = Setups.Single(s => s.Name == name);
        var (answered, wrong) = await AskAllAsync(setup, isBehindProxy, gateIsOpen: false);

        Assert.True(answered > 500, $"only {answered} questions were asked");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(20)));
    }

    [Fact]
    public async Task WithoutTheGateTheMatrixIsRed()
    {
        var (_, wrong) = await AskAllAsync(Setups.Single(s => s.Name == "nothing, Production"), isBehindProxy: false, gateIsOpen: true);

        Assert.NotEmpty(wrong);
    }

    private static async Task<(int Asked, List<string> Wrong)> AskAllAsync(Setup setup, bool isBehindProxy, bool gateIsOpen)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(
            services =>
            {
                shop.AddTo(services);
                services.AddAntiforgery();
                services.AddAuthentication("none").AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, Nobody>("none", null);
                services.AddAuthorizationBuilder().AddPolicy("operators", p => p.RequireRole("operator"));
            },
            options =>
            {
                options.Bundle = typeof(AccessMatrixTests).Assembly;
                options.AllowErasure = options.AllowRetry = true;
                options.GateIsOpen = gateIsOpen;
                setup.Options(options);
            },
            setup.Conventions,
            pipeline => _ = isBehindProxy ? pipeline.UseForwardedHeaders(Trusting()) : pipeline,
            setup.Environment);

        var (asked, wrong) = (0, new List<string>());
        foreach (var caller in Callers)
        {
            foreach (var path in Addresses(app, shop))
            {
                asked++;
                (app.RemoteAddress, app.HasNoHost) = (caller.Address, caller.Host.Length == 0);
                using var answer = await AskAsync(app, caller, path);
                var isAllowed = setup.LetsAll || (setup.LetsDeveloper && caller.IsDeveloper);
                if (!isAllowed && await HasDataAsync(answer))
                {
                    wrong.Add($"{setup.Name}, {caller.Name}: {path} answers {(int)answer.StatusCode}");
                }
                else if (isAllowed && answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized && !path.StartsWith("POST", StringComparison.Ordinal))
                {
                    wrong.Add($"{setup.Name}, {caller.Name}: {path} is closed");
                }
            }
        }

        return (asked, wrong);
    }

    /// <summary>Every endpoint that is there, with values for what stands in its route.</summary>
    private static IEnumerable<string> Addresses(DashboardApp app, Shop shop)
    {
        var endpoints = app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.True(endpoints.Count >= 30);
        foreach (var endpoint in endpoints)
        {
            var own = endpoint.Metadata.GetMetadata<DashboardEndpoint>();
            Assert.NotNull(own);
            var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
                .Replace("{**page}", "", StringComparison.Ordinal)
                .Replace("{**rest}", "v1/nothing", StringComparison.Ordinal)
                .Replace("{name}", "app.js", StringComparison.Ordinal)
                .Replace("rejected/{id}", "rejected/1", StringComparison.Ordinal)
                .Replace("{id}", shop.Paid.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain('{', path);
            yield return $"{own.Method} {path}{Query(path)}";
        }
    }

    // What a question cannot do without.
    private static string Query(string path) => path switch
    {
        _ when path.EndsWith("/export", StringComparison.Ordinal) => "?format=json",
        _ when path.EndsWith("/flow/sequences", StringComparison.Ordinal) => "?node=User_Flow_1_Start",
        _ when path.EndsWith("/variants/sequences", StringComparison.Ordinal) => "?variant=none",
        _ when path.EndsWith("/funnel", StringComparison.Ordinal) => "?flow=CreateAd",
        _ when path.EndsWith("/funnel/sequences", StringComparison.Ordinal) => "?flow=CreateAd&open=reached:1",
        _ when path.EndsWith("/components/errors", StringComparison.Ordinal) => "?type=x",
        _ => "",
    };

    private static async Task<HttpResponseMessage> AskAsync(DashboardApp app, Caller caller, string address)
    {
        var parts = address.Split(' ', 2);
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), parts[1]);
        request.Headers.Host = caller.Host.Length == 0 ? null : caller.Host;
        foreach (var (name, value) in caller.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (parts[0] == "POST")
        {
            request.Content = new StringContent($$"""{"user":"{{Secret}}"}""", null, "application/json");
        }

        return await app.Client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>An answer that is one: a refusal tells why, and nothing else.</summary>
    private static async Task<bool> HasDataAsync(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.NotModified)
        {
            return true;
        }

        var text = await answer.Content.ReadAsStringAsync();
        return text.Contains(Secret, StringComparison.Ordinal) || text.Contains("CreateAd", StringComparison.Ordinal)
            || answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
            || (answer.StatusCode is HttpStatusCode.NotFound && answer.Content.Headers.ContentType?.MediaType is "application/problem+json");
    }

    private static ForwardedHeadersOptions Trusting()
    {
        // As careless as it gets: whoever connects is believed.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        return options;
    }

    private sealed record Setup(string Name)
    {
        public string Environment { get; init; } = "Development";

        public Action<IEndpointConventionBuilder>? Conventions { get; init; }

        public Action<SequenceDashboardOptions> Options { get; init; } = _ => { };

        public bool LetsDeveloper { get; init; }

        public bool LetsAll { get; init; }
    }

    private sealed record Caller(string Name)
    {
        public required IPAddress? Address { get; init; }

        public string Host { get; init; } = "localhost:5000";

        public (string, string)[] Headers { get; init; } = [];

        public bool IsDeveloper { get; init; }
    }
}
