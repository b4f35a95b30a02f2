using System.Reflection;

namespace SequenceLogging.Seq.Setup;

/// <summary>The templates that this assembly carries, in an order in which each stands behind those that it refers to.</summary>
internal static class TemplateSet
{
    private const string Ending = ".template";

    // As seqcli sorts them.
    private static readonly string[] Order = ["signal", "dashboard", "alert", "expressionindex"];

    public static IReadOnlyList<Template> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(Ending, StringComparison.Ordinal))
                .OrderBy(name => Array.IndexOf(Order, name.Split('-')[0]))
                .ThenBy(name => name, StringComparer.Ordinal)
                .Select(name => new Template(name, Read(assembly, name))),
        ];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
