using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SequenceLogging.Conventions.Tests.References;

/// <summary>What a built assembly uses of others, read from its metadata: nothing is loaded and nothing runs.</summary>
internal sealed class AssemblyReferences : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly Dictionary<string, string> _assemblyOfType;

    public AssemblyReferences(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _metadata = _file.GetMetadataReader();
        _assemblyOfType = _metadata.TypeReferences
            .Select(handle => (Name: SignatureText.NameOf(_metadata, handle), Assembly: AssemblyOf(handle)))
            .GroupBy(type => type.Name, type => type.Assembly)
            .ToDictionary(types => types.Key, types => types.First());
    }

    public IEnumerable<(string Name, Version Version)> Assemblies => _metadata.AssemblyReferences
        .Select(handle => _metadata.GetAssemblyReference(handle))
        .Select(reference => (_metadata.GetString(reference.Name), reference.Version));

    /// <summary>The namespaces of the types that are used of others.</summary>
    public IEnumerable<string> ForeignNamespaces => _metadata.TypeReferences
        .Select(handle => _metadata.GetString(_metadata.GetTypeReference(handle).Namespace))
        .Where(name => name.Length > 0)
        .Distinct();

    /// <summary>The namespaces of the assembly's own types.</summary>
    public IEnumerable<string> OwnNamespaces => _metadata.TypeDefinitions
        .Select(handle => _metadata.GetString(_metadata.GetTypeDefinition(handle).Namespace))
        .Where(name => name.Length > 0)
        .Distinct();

    /// <summary>Types and members that are used of others: <c>Namespace.Type</c> and <c>Namespace.Type.Member(parameters)</c>.</summary>
    public IEnumerable<(string Assembly, string Name)> Names => _assemblyOfType
        .Select(type => (type.Value, type.Key))
        .Concat(_metadata.MemberReferences.Select(handle => Member(_metadata.GetMemberReference(handle))));

    public void Dispose() => _file.Dispose();

    private (string Assembly, string Name) Member(MemberReference member)
    {
        var type = member.Parent.Kind switch
        {
            HandleKind.TypeReference => SignatureText.NameOf(_metadata, (TypeReferenceHandle)member.Parent),
            HandleKind.TypeSpecification => _metadata.GetTypeSpecification((TypeSpecificationHandle)member.Parent)
                .DecodeSignature(new SignatureText(), null),
            _ => "",
        };
        var parameters = member.GetKind() == MemberReferenceKind.Method
            ? $"({string.Join(", ", member.DecodeMethodSignature(new SignatureText(), null).ParameterTypes)})"
            : "";
        var definition = type.Split('<')[0];
        return (_assemblyOfType.GetValueOrDefault(definition, ""), $"{definition}.{_metadata.GetString(member.Name)}{parameters}");
    }

    private string AssemblyOf(TypeReferenceHandle handle)
    {
        var scope = _metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.AssemblyReference => _metadata.GetString(_metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
            HandleKind.TypeReference => AssemblyOf((TypeReferenceHandle)scope),
            _ => "",
        };
    }
}
