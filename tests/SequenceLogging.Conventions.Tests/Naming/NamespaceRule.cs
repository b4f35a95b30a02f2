namespace SequenceLogging.Conventions.Tests.Naming;

/// <summary>
/// Inside <c>SequenceLogging.Serilog</c> the name <c>Serilog</c> would mean that namespace and no longer the library
/// (CS0234): no segment of ours behind the first may be the root namespace of something that we use.
/// </summary>
internal static class NamespaceRule
{
    public static IEnumerable<string> Find(IEnumerable<string> own, IEnumerable<string> foreign)
    {
        var roots = foreign.Select(name => name.Split('.')[0]).Where(root => root != "SequenceLogging").ToHashSet();
        return own.Distinct()
            .Select(name => (Name: name, Segments: name.Split('.')))
            .Where(one => one.Segments[0] == "SequenceLogging")
            .SelectMany(one => one.Segments.Skip(1).Where(roots.Contains).Select(segment =>
                $"The namespace {one.Name} hides {segment}, the root namespace of something that we use. Choose another word."));
    }
}
