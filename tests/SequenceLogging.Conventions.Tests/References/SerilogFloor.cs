using System.Text;

namespace SequenceLogging.Conventions.Tests.References;

/// <summary>
/// We compile against Serilog 3.1.1, because an assembly built so runs unchanged on 4.x and not the other way round.
/// </summary>
internal static class SerilogFloor
{
    public const string Version = "3.1.1";

    /// <summary>Names that only Serilog 4 has; types of ours with these names would clash there.</summary>
    private static readonly string[] NewerNames = ["IBatchedLogEventSink", "BatchingOptions", "ILoggingFailureListener"];

    /// <summary>All that is used of Serilog and its family, under the assembly that has it.</summary>
    public static string List(IEnumerable<(string Assembly, string Name)> names)
    {
        var text = new StringBuilder();
        var family = names
            .Where(name => name.Assembly == "Serilog" || name.Assembly.StartsWith("Serilog.", StringComparison.Ordinal))
            .Distinct()
            .GroupBy(name => name.Assembly, name => name.Name);
        foreach (var assembly in family.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(assembly.Key).Append('\n');
            foreach (var name in assembly.Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(name).Append('\n');
            }
        }

        return text.ToString();
    }

    public static IEnumerable<string> FindNewerNames(string assembly, IEnumerable<string> used, IEnumerable<string> publicTypes)
    {
        foreach (var name in used.Where(name => name.Split('.', '`', '(').Intersect(NewerNames).Any()))
        {
            yield return $"{assembly} uses {name}, which Serilog {Version} does not have.";
        }

        foreach (var type in publicTypes.Where(NewerNames.Contains))
        {
            yield return $"{assembly} has a public type {type}; Serilog 4 has one of that name. Choose another.";
        }
    }
}
