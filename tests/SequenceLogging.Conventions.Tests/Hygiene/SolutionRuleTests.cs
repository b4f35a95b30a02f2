namespace SequenceLogging.Conventions.Tests.Hygiene;

public class SolutionRuleTests
{
    private static readonly string[] Files = ["src/Some/Some.csproj", "src/Some/packages.lock.json", "src/Some/Program.cs"];

    [Fact]
    public void EveryProjectIsInTheSolutionAndLocked() =>
        Complaints.MustBeNone(SolutionRules.Find(Repository.TrackedFiles, Repository.Read("SequenceLogging.sln")));

    [Fact]
    public void AProjectThatIsMissingInTheSolutionIsNoticed() => Assert.Contains(
        "dotnet sln add src/Some/Some.csproj", Assert.Single(SolutionRules.Find(Files, "")), StringComparison.Ordinal);

    [Fact]
    public void ALockFileThatIsMissingIsNoticed() => Assert.Contains(
        "packages.lock.json", Assert.Single(SolutionRules.Find(Files[..1], "\"src\\Some\\Some.csproj\"")), StringComparison.Ordinal);
}
