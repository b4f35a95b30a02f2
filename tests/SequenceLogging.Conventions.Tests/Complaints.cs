namespace SequenceLogging.Conventions.Tests;

/// <summary>What a rule found to be wrong: one line each. No line is the only good answer.</summary>
internal static class Complaints
{
    public static void MustBeNone(IEnumerable<string> complaints)
    {
        var lines = complaints.ToList();
        Assert.True(lines.Count == 0, string.Join(Environment.NewLine, lines));
    }
}
