using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using SequenceLogging.AspNetCore.Dashboard;
using SequenceLogging.Insight;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>A question: its parameters, which are read strictly, and whom to ask.</summary>
internal sealed class ApiRequest
{
    private readonly HttpContext _context;
    private readonly ApiResource _resource;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <exception cref="ApiProblem">There is a parameter that the resource does not know, or twice.</exception>
    public ApiRequest(HttpContext context, ApiResource resource, JourneySource source, SequenceDashboardOptions options)
    {
        (_context, _resource, Source, Options, Now) = (context, resource, source, options, source.Time.GetUtcNow());
        foreach (var (name, values) in context.Request.Query)
        {
            if (!resource.Parameters.Any(p => p.Name == name && !p.IsInPath))
            {
                throw ApiProblem.Unknown(name, Known(resource));
            }

            Add(name, values is [{ } only] ? only : throw ApiProblem.Bad(name, "it is there more than once. Write it once."));
        }

        foreach (var parameter in resource.Parameters.Where(p => p.IsInPath))
        {
            Add(parameter.Name, context.Request.RouteValues[parameter.Name] as string ?? "");
        }

        if (resource.Parameters.FirstOrDefault(p => p.IsRequired && !_values.ContainsKey(p.Name)) is { } missing)
        {
            throw ApiProblem.Bad(missing.Name, $"it is missing. {missing.Description}");
        }
    }

    public JourneySource Source { get; }

    public SequenceDashboardOptions Options { get; }

    public ISequenceReader Reader => Source.Reader;

    public JourneyAnalysis Analysis => Source.Analysis;

    /// <summary>When it is asked: ages count from then.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Where the dashboard is mounted.</summary>
    public string Mount => DashboardEndpoint.MountOf(_context);

    /// <summary>The question as it was asked, the same for all who ask the same.</summary>
    public string Key => string.Join('&', _values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={Uri.EscapeDataString(v.Value)}"));

    public bool Has(ApiParameter parameter) =>
        _values.ContainsKey(parameter.Name) && _resource.Parameters.Any(p => ReferenceEquals(p, parameter));

    /// <summary>The value of a parameter; the default where there is none.</summary>
    /// <exception cref="ApiProblem">It is not right.</exception>
    [return: MaybeNull]
    public T Get<T>(ApiParameter<T> parameter)
    {
        // Of two parameters with one name, an address takes one, and the other says nothing there.
        if (!_resource.Parameters.Any(p => ReferenceEquals(p, parameter)) || !_values.TryGetValue(parameter.Name, out var text))
        {
            return default;
        }

        try
        {
            return parameter.Parse(text);
        }
        catch (FormatException e)
        {
            throw ApiProblem.Bad(parameter.Name, e.Message);
        }
    }

    private void Add(string name, string value)
    {
        if (value.Length > ApiParameter.MostCharacters)
        {
            throw ApiProblem.Bad(name, $"it has {value.Length:N0} characters. Write at most {ApiParameter.MostCharacters:N0}.");
        }

        _values[name] = value;
    }

    private static string Known(ApiResource resource) =>
        resource.Parameters.Where(p => !p.IsInPath).Select(p => p.Name).ToList() is { Count: > 0 } names
            ? $"There are {string.Join(", ", names)}."
            : "This address takes none.";
}
