using System.IO.Compression;
using System.Xml.Linq;

namespace SequenceLogging.Conventions.Tests.Packaging;

/// <summary>What each package has for whoever installs it: readme, description, licence, documentation and symbols.</summary>
internal static class PackageRules
{
    public static IEnumerable<string> Find(string id, bool isTool, Stream package, Stream symbols)
    {
        using var files = new ZipArchive(package);
        using var symbolFiles = new ZipArchive(symbols);
        var folder = isTool ? "tools/net10.0/any" : "lib/net10.0";
        string[] wanted = ["README.md", $"{folder}/{id}.dll", .. isTool ? [] : new[] { $"{folder}/{id}.xml" }];
        return
        [
            .. wanted.Where(file => files.GetEntry(file) is not { Length: > 0 }).Select(file => $"{id}: the package has no {file}."),
            .. symbolFiles.GetEntry($"{folder}/{id}.pdb") is { Length: > 0 } ? [] : new[] { $"{id}: there are no symbols {folder}/{id}.pdb." },
            .. FindInManifest(id, isTool, files),
        ];
    }

    private static IEnumerable<string> FindInManifest(string id, bool isTool, ZipArchive files)
    {
        if (files.GetEntry(id + ".nuspec") is not { } entry)
        {
            return [$"{id}: the package has no {id}.nuspec."];
        }

        using var stream = entry.Open();
        var manifest = XDocument.Load(stream);
        return
        [
            .. Require("readme", "README.md"),
            .. Require("license", "Apache-2.0"),
            .. Require("description", null),
            .. isTool == IsTool(manifest) ? [] : new[] { $"{id}: the package is {(isTool ? "no" : "a")} tool." },
        ];

        IEnumerable<string> Require(string name, string? value)
        {
            var text = manifest.Descendants().SingleOrDefault(element => element.Name.LocalName == name)?.Value ?? "";

            // "Package Description" is what a package has that was given none.
            return text is "" or "Package Description" || (value is not null && text != value)
                ? [$"{id}: the package's {name} is \"{text}\"{(value is null ? "" : $", not \"{value}\"")}."]
                : [];
        }
    }

    private static bool IsTool(XDocument manifest) => manifest.Descendants()
        .Any(element => element.Name.LocalName == "packageType" && (string?)element.Attribute("name") == "DotnetTool");
}
