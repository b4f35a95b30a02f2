using PostgresServer;
using SequenceLogging.Benchmarks.Storing;

namespace SequenceLogging.Benchmarks.Tests.Effects;

/// <summary>A benchmark that does nothing is the fastest. Each runs once here, and must have had its effect.</summary>
public class EffectTests
{
    public static TheoryData<string> Names => [.. BenchmarkMethod.All.Select(b => b.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EachBenchmarkHasItsEffectAndWithoutItNobodyWouldSaySo(string name)
    {
        var method = BenchmarkMethod.All.Single(b => b.Name == name);
        SkipWithoutServer(method);
        var benchmark = Effects.Create(method.Class);
        using var end = (IDisposable)benchmark;
        await method.PrepareAsync(benchmark);

        // What the check is worth: before the benchmark has run, it must fail.
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Effects.AssertAsync(benchmark, method.Method.Name));

        await method.RunAsync(benchmark);

        await Effects.AssertAsync(benchmark, method.Method.Name);
    }

    [Fact]
    public void EachClassHasOneBaseline() => Assert.All(
        BenchmarkMethod.All.GroupBy(b => b.Class), methods => Assert.Single(methods, b => b.IsBaseline));

    private static void SkipWithoutServer(BenchmarkMethod method) => Assert.SkipWhen(
        method.Class == typeof(PostgreSqlBenchmark) && SharedServer.Absence is not null && !SharedServer.IsRequired,
        SharedServer.Absence ?? "");
}
