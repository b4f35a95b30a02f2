namespace SequenceLogging.Testing.Tests.Moving;

/// <summary>Is told of progress at once, on the thread that makes it.</summary>
internal sealed class Each<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
