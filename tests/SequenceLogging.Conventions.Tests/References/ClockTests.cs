namespace SequenceLogging.Conventions.Tests.References;

public class ClockTests
{
    [Fact]
    public void NothingReadsTheClockOfTheMachine() => Complaints.MustBeNone(
        Repository.SourceProjects.SelectMany(project => Clocks.Find(project.Name, project.AssemblyPath)));

    [Fact]
    public void AReadingOfTheClockIsNoticed()
    {
        // This method does what it looks for.
        Assert.NotEqual(default, DateTime.UtcNow);
        Assert.NotEqual(default, DateTimeOffset.Now);

        var complaints = Clocks.Find("Wrong", typeof(ClockTests).Assembly.Location).ToList();

        Assert.Contains(complaints, complaint => complaint.Contains("System.DateTime.get_UtcNow()", StringComparison.Ordinal));
        Assert.Contains(complaints, complaint => complaint.Contains("System.DateTimeOffset.get_Now()", StringComparison.Ordinal));
    }
}
