using SequenceLogging.Context;

namespace SequenceLogging;

/// <content>How a sequence goes along with a request or a message, into another process.</content>
public sealed partial class SequenceLog
{
    /// <summary>Writes the current sequence into what is sent elsewhere, as the header <c>X-Sequence-Id</c>.</summary>
    /// <param name="carrier">Headers of a request, properties of a message, any dictionary of texts.</param>
    /// <param name="set">Sets one of them, as in <c>(headers, name, value) => headers[name] = value</c>.</param>
    /// <returns>Whether there is a current sequence of this log.</returns>
    public bool Inject<T>(T carrier, Action<T, string, string> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var scope = SequenceScope.Current;
        if (scope is null || !scope.Log!.SharesStoreWith(this))
        {
            return false;
        }

        // The other side may go on with it before this process writes its next event.
        Pipeline.Begin(scope);
        set(carrier, SequenceCarrier.HeaderName, scope.Reference.ToString());
        return true;
    }

    /// <summary>The same, and as a member of W3C baggage beside those that are there.</summary>
    /// <param name="carrier">Headers of a request, properties of a message, any dictionary of texts.</param>
    /// <param name="set">Sets one of them.</param>
    /// <param name="get">Gets one of them; null where it is not there.</param>
    /// <returns>Whether there is a current sequence of this log.</returns>
    /// <remarks>
    /// Where the baggage has no room for one more member (64, or 8,192 bytes), the header alone is written. HttpClient writes the
    /// baggage of the current activity itself: there <see cref="SequenceLogOptions.PutInBaggage"/> does it.
    /// </remarks>
    public bool Inject<T>(T carrier, Action<T, string, string> set, Func<T, string, string?> get)
    {
        ArgumentNullException.ThrowIfNull(get);
        if (!Inject(carrier, set))
        {
            return false;
        }

        var reference = SequenceScope.Current!.Reference.ToString();
        if (Baggage.Join(get(carrier, SequenceCarrier.BaggageHeaderName), SequenceCarrier.BaggageMember, reference) is { } baggage)
        {
            set(carrier, SequenceCarrier.BaggageHeaderName, baggage);
        }

        return true;
    }

    /// <summary>
    /// Reads the sequence that a request or a message is about, to <see cref="Resume"/> it. Nothing is believed that is not asked
    /// for, and what is not exactly an id or a key is none.
    /// </summary>
    /// <param name="carrier">Headers of a request, properties of a message, any dictionary of texts.</param>
    /// <param name="get">
    /// Gets one of them; null where it is not there. Where there are several of one name, give them joined by commas: several
    /// ids are none.
    /// </param>
    /// <param name="sequence">The sequence; default where there is none.</param>
    /// <param name="trust">What is believed.</param>
    /// <remarks>Whether the sequence exists is not asked: that is the store's to know.</remarks>
    public static bool TryExtract<T>(
        T carrier,
        Func<T, string, string?> get,
        out SequenceReference sequence,
        CarrierTrust trust = CarrierTrust.Header)
    {
        ArgumentNullException.ThrowIfNull(get);
        sequence = default;
        if (trust.HasFlag(CarrierTrust.Header) && get(carrier, SequenceCarrier.HeaderName) is { Length: > 0 } header)
        {
            // One that makes no sense is not made up for by the baggage: somebody meddles.
            return SequenceReference.TryParse(header, out sequence);
        }

        return trust.HasFlag(CarrierTrust.Baggage)
            && get(carrier, SequenceCarrier.BaggageHeaderName) is { Length: > 0 } baggage
            && Baggage.TryFind(baggage, SequenceCarrier.BaggageMember, out var text)
            && SequenceReference.TryParse(text, out sequence);
    }
}
