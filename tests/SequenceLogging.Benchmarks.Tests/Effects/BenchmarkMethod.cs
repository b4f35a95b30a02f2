using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace SequenceLogging.Benchmarks.Tests.Effects;

/// <summary>A benchmark as its runner sees it: one method of a class, with what comes before and after it.</summary>
internal sealed record BenchmarkMethod(Type Class, MethodInfo Method)
{
    /// <summary>All there are.</summary>
    public static IReadOnlyList<BenchmarkMethod> All { get; } =
    [
        .. from type in typeof(Measurement).Assembly.GetTypes()
           where !type.IsAbstract
           from method in type.GetMethods()
           where method.IsDefined(typeof(BenchmarkAttribute))
           select new BenchmarkMethod(type, method),
    ];

    public string Name => $"{Class.Name}.{Method.Name}";

    /// <summary>Whether there is none to compare with in the class.</summary>
    public bool IsBaseline => Method.GetCustomAttribute<BenchmarkAttribute>()!.Baseline;

    /// <summary>Sets the smallest of each parameter, and runs what comes before the first measurement.</summary>
    public async Task PrepareAsync(object benchmark)
    {
        foreach (var property in Class.GetProperties())
        {
            if (property.GetCustomAttribute<ParamsAttribute>() is { } values)
            {
                property.SetValue(benchmark, values.Values.Min());
            }
        }

        await RunAsync<GlobalSetupAttribute>(benchmark, _ => true);
        await RunAsync<IterationSetupAttribute>(benchmark, a => a.Targets.Length == 0 || a.Targets.Contains(Method.Name));
    }

    /// <summary>Runs it once.</summary>
    public Task RunAsync(object benchmark) => InvokeAsync(Method, benchmark);

    private async Task RunAsync<T>(object benchmark, Func<T, bool> isMeant)
        where T : Attribute
    {
        foreach (var method in Class.GetMethods())
        {
            if (method.GetCustomAttribute<T>() is { } attribute && isMeant(attribute))
            {
                await InvokeAsync(method, benchmark);
            }
        }
    }

    private static async Task InvokeAsync(MethodInfo method, object benchmark)
    {
        if (method.Invoke(benchmark, null) is Task task)
        {
            await task;
        }
    }
}
