using System.Collections.Frozen;

namespace SequenceLogging.AspNetCore.Scopes;

/// <summary>The hosts that were named: by their names, or by the name of what they are below.</summary>
internal sealed class NamedHosts
{
    private const string Below = "*.";

    private readonly FrozenSet<string> _names;
    private readonly string[] _suffixes;

    /// <exception cref="ArgumentException">There is none, or one that is no host's name.</exception>
    public NamedHosts(IReadOnlyCollection<string> hosts)
    {
        if (hosts.Count == 0)
        {
            throw new ArgumentException(
                "No host is named, so nobody would be told the sequence. Name those that may know it, as in "
                + "AddSequenceHeader(o => o.Hosts.Add(\"orders.internal\")).");
        }

        _names = hosts.Where(host => !IsSuffix(host)).Select(NameOf).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _suffixes = [.. hosts.Where(IsSuffix).Select(host => $".{NameOf(host[Below.Length..])}")];
    }

    public bool Contains(Uri? uri) =>
        uri is { IsAbsoluteUri: true, IdnHost: var host }
        && (_names.Contains(host) || Array.Exists(_suffixes, suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)));

    private static bool IsSuffix(string host) => host?.StartsWith(Below, StringComparison.Ordinal) is true;

    /// <summary>The name as addresses have it when they are sent: in ASCII, without brackets.</summary>
    private static string NameOf(string? host) =>
        Uri.CheckHostName(host) is not (UriHostNameType.Unknown or UriHostNameType.Basic)
        && Uri.TryCreate(host!.Contains(':') && host[0] != '[' ? $"http://[{host}]/" : $"http://{host}/", UriKind.Absolute, out var uri)
            ? uri.IdnHost
            : throw new ArgumentException(
                $"\"{host}\" is not the name of a host. Write it without scheme, port and path, as orders.internal, or *.internal for "
                + "all below that.");
}
