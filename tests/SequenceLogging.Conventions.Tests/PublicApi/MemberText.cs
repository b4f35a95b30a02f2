using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SequenceLogging.Conventions.Tests.PublicApi;

/// <summary>Members as C# declares them. What is public goes without saying.</summary>
internal sealed class MemberText(TypeText types)
{
    public string Of(ConstructorInfo constructor) =>
        Access(constructor) + TypeText.NameOf(constructor.DeclaringType!) + Parameters(constructor);

    public string Of(MethodInfo method)
    {
        var generics = method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>"
            : "";
        return Modifiers(method) + Reference(method.ReturnParameter) + types.Of(method.ReturnParameter)
            + $" {method.Name}{generics}{Parameters(method)}{types.ConstraintsOf(method.GetGenericArguments())}";
    }

    public string Of(PropertyInfo property)
    {
        var get = Visible(property.GetMethod);
        var set = Visible(property.SetMethod);
        var widest = (get is { IsPublic: true } ? get : null) ?? (set is { IsPublic: true } ? set : null) ?? get ?? set!;
        var indices = property.GetIndexParameters();
        var name = indices.Length == 0 ? property.Name : $"this[{string.Join(", ", indices.Select(One))}]";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Modifiers(widest)}{required}{types.Of(property)} {name} {{ {Accessor(get, "get", widest)}{Accessor(set, Setter(set), widest)}}}";
    }

    public string Of(EventInfo @event) => $"{Modifiers(@event.AddMethod!)}event {types.Of(@event)} {@event.Name}";

    public string Of(FieldInfo field)
    {
        if (field.DeclaringType!.IsEnum)
        {
            return $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}";
        }

        var kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? " = " + Literal(field.GetRawConstantValue(), field.FieldType) : "";
        return $"{(field.IsPublic ? "" : "protected ")}{kind}{types.Of(field)} {field.Name}{value}";
    }

    public string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute));
        return $"({(isExtension ? "this " : "")}{string.Join(", ", method.GetParameters().Select(One))})";
    }

    private static MethodInfo? Visible(MethodInfo? accessor) => accessor is not null && ApiPrinter.IsVisible(accessor) ? accessor : null;

    private static string Accessor(MethodInfo? accessor, string word, MethodInfo widest) =>
        accessor is null ? "" : (accessor.IsPublic || !widest.IsPublic ? "" : "protected ") + word + "; ";

    private static string Setter(MethodInfo? set) =>
        set is not null && set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init" : "set";

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        var isOverride = method.IsVirtual && method.GetBaseDefinition() != method;
        var isInInterface = method.DeclaringType!.IsInterface;
        return Access(method)
            + (method.IsStatic ? "static " : "")
            + (method.IsAbstract && (!isInInterface || method.IsStatic) ? "abstract " : "")
            + (isOverride ? method.IsFinal ? "sealed override " : "override " : "")
            + (method.IsVirtual && !isOverride && !method.IsFinal && !method.IsAbstract ? "virtual " : "");
    }

    private static string Reference(ParameterInfo parameter) =>
        !parameter.ParameterType.IsByRef ? ""
        : parameter.IsOut ? "out "
        : parameter.IsIn ? "in "
        : parameter.IsDefined(typeof(IsReadOnlyAttribute)) ? "ref readonly "
        : "ref ";

    private string One(ParameterInfo parameter)
    {
        var many = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));
        var value = parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue, parameter.ParameterType) : "";
        return $"{(many ? "params " : "")}{Reference(parameter)}{types.Of(parameter)} {parameter.Name}{value}";
    }

    private string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        _ when (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } @enum => $"{types.Of(@enum)}.{Enum.ToObject(@enum, value)}",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
