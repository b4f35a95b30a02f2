using System.Reflection;
using System.Xml.Linq;

namespace SequenceLogging.Conventions.Tests;

/// <summary>A project below <c>src/</c>: what its file says, and what was built of it.</summary>
internal sealed class SourceProject(string path)
{
    private readonly XDocument _xml = XDocument.Load(path);

    public string Name { get; } = Path.GetFileNameWithoutExtension(path);

    public string AssemblyPath => Path.Combine(AppContext.BaseDirectory, Name + ".dll");

    public Assembly Assembly => Assembly.Load(Name);

    public IEnumerable<string> ProjectReferences =>
        Includes("ProjectReference").Select(file => Path.GetFileNameWithoutExtension(file));

    public IEnumerable<string> PackageReferences => Includes("PackageReference");

    public bool IsTool => Property("PackAsTool") == "true";

    /// <summary>Whether its code is there: that of some needs a package that not every feed has (-p:PublicFeed=true).</summary>
    public bool IsBuilt => !IsOptional || Assembly.ExportedTypes.Any();

    public override string ToString() => Name;

    private bool IsOptional => _xml.Descendants("EnableDefaultCompileItems").Any(element => element.Value == "false");

    private string? Property(string name) => _xml.Descendants(name).SingleOrDefault()?.Value;

    private IEnumerable<string> Includes(string item) =>
        _xml.Descendants(item)
            .Where(element => (string?)element.Attribute("PrivateAssets") != "all")
            .Select(element => (string?)element.Attribute("Include"))
            .OfType<string>();
}
