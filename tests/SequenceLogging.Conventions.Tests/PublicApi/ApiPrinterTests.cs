using System.Diagnostics.CodeAnalysis;

namespace SequenceLogging.Conventions.Tests.PublicApi;

#pragma warning disable CA1000, CA1034, CA1040, CA1051, CA1720, CA1822, CA2211 // Odd on purpose: these types are only there to be printed.

/// <summary>Whoever changes an API changes a line: each of these shapes has to be seen.</summary>
public class ApiPrinterTests
{
    [Flags]
    public enum Colors : byte
    {
        None = 0,
        Red = 1,
    }

    public interface IShape<in T>
        where T : class, new()
    {
        string? Name { get; }

        static abstract IShape<T> Make(T? from);
    }

    [Fact]
    public void AnEnumHasItsNumbers() => Prints(
        typeof(Colors),
        """
        [Flags] enum ApiPrinterTests.Colors : byte
            None = 0
            Red = 1
        """);

    [Fact]
    public void AnInterfaceHasItsStaticMembersAndConstraints() => Prints(
        typeof(IShape<>),
        """
        interface ApiPrinterTests.IShape<T> where T : class, new()
            static abstract ApiPrinterTests.IShape<T> Make(T? from)
            string? Name { get; }
        """);

    [Fact]
    public void ARecordStructHasNothingThatEveryRecordHas() => Prints(
        typeof(Point),
        """
        readonly record struct ApiPrinterTests.Point : IEquatable<ApiPrinterTests.Point>
            Point(int X, int? Y)
            int X { get; init; }
            int? Y { get; init; }
        """);

    [Fact]
    public void AClassHasEveryKindOfMemberThatItsUsersSee() => Prints(
        typeof(Box<>),
        """
        abstract class ApiPrinterTests.Box<T> : IDisposable where T : IComparable<T>
            protected Box(string name = "box", ApiPrinterTests.Colors color = ApiPrinterTests.Colors.Red)
            event EventHandler? Changed
            protected virtual void Close()
            void Dispose()
            static readonly ApiPrinterTests.Box<T>? Empty
            bool this[int index] { get; }
            const int Limit = 4
            abstract Task<IReadOnlyDictionary<string, object?>> LoadAsync(T?[] keys, CancellationToken cancellationToken = default)
            required string Name { get; set; }
            [Obsolete("Use Name.")] string Old { get; protected set; }
            override string ToString()
            static bool TryTake(string text, out T? item, ref int at)
        """);

    [Fact]
    public void AnExtensionSaysWhatItExtends() => Prints(
        typeof(ApiPrinterExtensions),
        """
        static class ApiPrinterExtensions
            static void Log(this Serilog.ILogger logger, params string[] words)
        """);

    private static void Prints(Type type, string expected)
    {
        var printed = ApiPrinter.Print([type]).Replace($"{type.Namespace}.", "", StringComparison.Ordinal);

        Assert.Equal(expected + "\n", printed);
    }

    public readonly record struct Point(int X, int? Y);

    public abstract class Box<T> : IDisposable
        where T : IComparable<T>
    {
        public const int Limit = 4;

        public static readonly Box<T>? Empty;

        [SetsRequiredMembers]
        protected Box(string name = "box", Colors color = Colors.Red) => Name = name + color;

        public event EventHandler? Changed;

        public required string Name { get; set; }

        [Obsolete("Use Name.")]
        public string Old { get; protected set; } = "";

        public bool this[int index] => index > 0;

        public static bool TryTake(string text, out T? item, ref int at)
        {
            item = default;
            return text.Length > at++;
        }

        public abstract Task<IReadOnlyDictionary<string, object?>> LoadAsync(T?[] keys, CancellationToken cancellationToken = default);

        public override string ToString() => Name;

        public void Dispose()
        {
            Close();
            GC.SuppressFinalize(this);
        }

        internal void Hidden() => Changed?.Invoke(this, EventArgs.Empty);

        protected virtual void Close() => Hidden();
    }
}

public static class ApiPrinterExtensions
{
    public static void Log(this Serilog.ILogger logger, params string[] words) => logger.Information("{Words}", words);
}
