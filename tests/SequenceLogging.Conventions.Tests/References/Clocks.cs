namespace SequenceLogging.Conventions.Tests.References;

/// <summary>All time comes through TimeProvider. The analyzer says so first; a suppressed warning is seen here.</summary>
internal static class Clocks
{
    private static readonly string[] Banned =
    [
        "System.DateTime.get_Now()", "System.DateTime.get_UtcNow()", "System.DateTime.get_Today()",
        "System.DateTimeOffset.get_Now()", "System.DateTimeOffset.get_UtcNow()",
    ];

    public static IEnumerable<string> Find(string assembly, string path)
    {
        using var references = new AssemblyReferences(path);
        return [.. references.Names.Select(name => name.Name).Intersect(Banned).Select(name => $"{assembly} calls {name}. Take a TimeProvider.")];
    }
}
