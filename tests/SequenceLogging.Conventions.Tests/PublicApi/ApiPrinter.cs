using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace SequenceLogging.Conventions.Tests.PublicApi;

/// <summary>
/// Prints what an assembly shows to its users: each type, and below it each member on a line of its own, all sorted, so that
/// two versions of an API differ where their texts differ. What every record has by itself is left out.
/// </summary>
internal sealed class ApiPrinter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly TypeText _types = new();
    private readonly MemberText _members;

    private ApiPrinter() => _members = new MemberText(_types);

    public static string Print(IEnumerable<Type> types)
    {
        var printer = new ApiPrinter();
        var text = new StringBuilder();
        foreach (var type in types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(printer.Header(type)).Append('\n');
            foreach (var line in printer.Members(type))
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Whether users of the assembly can call it, or override it.</summary>
    public static bool IsVisible(MethodBase method) =>
        method.IsPublic || (method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed;

    private string Header(Type type)
    {
        var name = _types.Declared(type);
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"delegate {_types.Of(invoke.ReturnParameter)} {name}{_members.Parameters(invoke)}";
        }

        var bases = Bases(type).Order(StringComparer.Ordinal).ToList();
        return $"{Attributes(type)}{Kind(type)} {name}{(bases.Count > 0 ? " : " : "")}{string.Join(", ", bases)}"
            + _types.ConstraintsOf(type.GetGenericArguments());
    }

    private static string Attributes(Type type) => type.IsDefined(typeof(FlagsAttribute)) ? "[Flags] " : "";

    private static string Kind(Type type)
    {
        var record = type.GetMethod("PrintMembers", Declared) is { } print && print.IsDefined(typeof(CompilerGeneratedAttribute))
            ? "record "
            : "";
        return type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType
                ? (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "") + record + "struct"
            : (type.IsAbstract ? type.IsSealed ? "static " : "abstract " : type.IsSealed ? "sealed " : "") + record + "class";
    }

    /// <summary>The base class and the interfaces, as far as they say something that the others do not.</summary>
    private IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetUnderlyingType(type) == typeof(int) ? [] : [_types.Of(Enum.GetUnderlyingType(type))];
        }

        var all = type.GetInterfaces().Where(one => one.IsVisible).ToList();
        var implied = all.SelectMany(one => one.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        var parent = type.BaseType is { } known && known != typeof(object) && known != typeof(ValueType) ? [known] : Type.EmptyTypes;
        return parent.Concat(all.Except(implied)).Select(_types.Of);
    }

    private IEnumerable<string> Members(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [];
        }

        var members = type.GetMembers(Declared)
            .Select(member => (member.Name, Obsolete: member.GetCustomAttribute<ObsoleteAttribute>(), Line: Line(member)))
            .Where(member => member.Line is not null);
        return members
            .OrderBy(member => type.IsEnum ? "" : member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.Line, StringComparer.Ordinal)
            .Select(member => (member.Obsolete is { } old ? $"[Obsolete(\"{old.Message}\")] " : "") + member.Line);
    }

    /// <summary>The line of a member; null where it is none of its own or cannot be seen.</summary>
    private string? Line(MemberInfo member) => member switch
    {
        MethodBase made when made.IsDefined(typeof(CompilerGeneratedAttribute)) => null,
        ConstructorInfo constructor => !constructor.IsStatic && IsVisible(constructor) ? _members.Of(constructor) : null,
        MethodInfo { IsSpecialName: true } special when !special.Name.StartsWith("op_", StringComparison.Ordinal) => null,
        MethodInfo method => IsVisible(method) ? _members.Of(method) : null,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible) ? _members.Of(property) : null,
        EventInfo @event => IsVisible(@event.AddMethod!) ? _members.Of(@event) : null,
        FieldInfo { IsSpecialName: true } => null,
        FieldInfo field => field.IsPublic || (field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed
            ? _members.Of(field)
            : null,
        _ => null,
    };
}
