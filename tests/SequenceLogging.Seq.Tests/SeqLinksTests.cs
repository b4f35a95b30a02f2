namespace SequenceLogging.Seq.Tests;

public class SeqLinksTests
{
    private static readonly SequenceId Journey = SequenceId.Parse("SEQ-2025-07-00001");

    [Fact]
    public void AJourneyIsOneClickAway() => Assert.Equal(
        "http://localhost:5341/#/events?filter=SequenceId%20%3D%20%27SEQ-2025-07-00001%27",
        SeqLinks.OfSequence("http://localhost:5341", Journey).AbsoluteUri);

    [Fact]
    public void AServerBelowAPathKeepsIt() => Assert.StartsWith(
        "https://example.com/seq/#/events?filter=", SeqLinks.OfSequence("https://example.com/seq", Journey).AbsoluteUri, StringComparison.Ordinal);

    [Fact]
    public void QuotesInAStepsNameAreDoubled() => Assert.Equal(
        "SequenceId = 'SEQ-2025-07-00001' and StepName = 'Ann''s & Co #1'",
        Uri.UnescapeDataString(SeqLinks.OfStep("http://seq", Journey, new StepName("Ann's & Co #1")).AbsoluteUri.Split("filter=")[1]));
}
