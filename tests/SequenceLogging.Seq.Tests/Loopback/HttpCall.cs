namespace SequenceLogging.Seq.Tests.Loopback;

/// <summary>A request as it came.</summary>
internal sealed record HttpCall(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>What a server does with a request.</summary>
internal sealed record HttpReply(int Status, string Body = "", params (string Name, string Value)[] Headers)
{
    /// <summary>Reads the request, and closes the connection without a word.</summary>
    public static readonly HttpReply HangUp = new(0);

    /// <summary>Reads the request, and says nothing until the caller has had enough.</summary>
    public static readonly HttpReply Silence = new(-1);
}
