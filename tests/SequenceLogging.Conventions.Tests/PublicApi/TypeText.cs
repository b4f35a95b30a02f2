using System.Reflection;

namespace SequenceLogging.Conventions.Tests.PublicApi;

/// <summary>
/// Types as C# writes them, with the question mark of nullable references. Types of .NET and ours go by their short names,
/// all others by their full ones: two libraries may well have an ILogger each.
/// </summary>
internal sealed class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal", [typeof(char)] = "char", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    private readonly NullabilityInfoContext _nullability = new();

    public string Of(ParameterInfo parameter) => Of(parameter.ParameterType, _nullability.Create(parameter));

    public string Of(PropertyInfo property) => Of(property.PropertyType, _nullability.Create(property));

    public string Of(FieldInfo field) => Of(field.FieldType, _nullability.Create(field));

    public string Of(EventInfo @event) => Of(@event.EventHandlerType!, _nullability.Create(@event));

    public string Of(Type type) => Of(type, null);

    /// <summary>The name alone, as that of a constructor.</summary>
    public static string NameOf(Type type) => type.Name.Split('`')[0];

    /// <summary>The full name of a type at its declaration.</summary>
    public string Declared(Type type) =>
        type.DeclaringType is { } outer ? $"{Declared(outer)}.{Name(type, null)}" : $"{type.Namespace}.{Name(type, null)}";

    public string ConstraintsOf(Type[] generics) => string.Concat(
        generics.Where(one => one.IsGenericParameter)
            .Select(one => (one.Name, All: string.Join(", ", Constraints(one))))
            .Where(one => one.All.Length > 0)
            .Select(one => $" where {one.Name} : {one.All}"));

    private IEnumerable<string> Constraints(Type generic)
    {
        var flags = generic.GenericParameterAttributes;
        var isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        string?[] words =
        [
            isStruct ? "struct" : flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? "class" : null,
            .. generic.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Of),
            !isStruct && flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? "new()" : null,
        ];
        return words.OfType<string>();
    }

    private string Of(Type type, NullabilityInfo? info)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, info);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        var isNullable = !type.IsValueType
            && (info?.ReadState == NullabilityState.Nullable || info?.WriteState == NullabilityState.Nullable);
        return Plain(type, info) + (isNullable ? "?" : "");
    }

    private string Plain(Type type, NullabilityInfo? info)
    {
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, info?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsPointer)
        {
            return Of(type.GetElementType()!) + "*";
        }

        return type.IsGenericParameter ? type.Name
            : Keywords.TryGetValue(type, out var keyword) ? keyword
            : Prefix(type) + Name(type, info);
    }

    private string Prefix(Type type) =>
        type.DeclaringType is { } outer ? Of(outer) + "."
        : type.Namespace?.Split('.')[0] is null or "System" or "SequenceLogging" ? ""
        : type.Namespace + ".";

    private string Name(Type type, NullabilityInfo? info)
    {
        if (!type.Name.Contains('`', StringComparison.Ordinal))
        {
            return type.Name;
        }

        // The information is there for each argument, or (inside another type) for none.
        var arguments = type.GetGenericArguments();
        var infos = info?.GenericTypeArguments is { } known && known.Length == arguments.Length ? known : null;
        return $"{NameOf(type)}<{string.Join(", ", arguments.Select((argument, i) => Of(argument, infos?[i])))}>";
    }
}
