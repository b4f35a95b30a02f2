namespace SequenceLogging.Conventions.Tests;

public class ApprovedTextTests
{
    private const string Approved = "class Scope\n    void Enter()\n\nclass Step\n    void Enter()\n";

    [Fact]
    public void TheSameTextIsNoDifference() => Assert.Empty(Compare(Approved));

    [Fact]
    public void ALineThatIsNewIsShownUnderItsOwner() =>
        Assert.Contains("  class Step\n+     void Leave()\n", Compare(Approved + "    void Leave()\n"));

    [Fact]
    public void ALineThatIsGoneIsShownThoughAnotherOwnerHasTheSame() =>
        Assert.Contains("  class Step\n-     void Enter()\n", Compare("class Scope\n    void Enter()\n\nclass Step\n"));

    [Fact]
    public void AnotherOrderIsADifference() =>
        Assert.Contains("  the order of the lines, or blank lines\n", Compare("class Step\n    void Enter()\n\nclass Scope\n    void Enter()\n"));

    [Fact]
    public void ADifferenceNamesTheFileAndTheCommandThatWritesIt()
    {
        var complaint = string.Join('\n', Compare("class Other\n"));

        Assert.Contains("api/some.txt", complaint, StringComparison.Ordinal);
        Assert.Contains(ApprovedText.UpdateCommand, complaint, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Compare(string actual) => ApprovedText.Compare("api/some.txt", Approved, actual);
}
