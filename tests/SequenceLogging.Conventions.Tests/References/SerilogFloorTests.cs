using System.Diagnostics;

namespace SequenceLogging.Conventions.Tests.References;

public class SerilogFloorTests
{
    [Fact]
    public void WhatIsUsedOfSerilogIsWhatWasAgreedTo()
    {
        var used = Repository.SourceProjects.SelectMany(project => NamesOf(project.AssemblyPath));

        ApprovedText.MustMatch("api/serilog-members.txt", SerilogFloor.List(used));
    }

    [Fact]
    public void WhatIsListedWasBuiltAgainstTheFloor()
    {
        var serilog = typeof(Serilog.ILogger).Assembly;
        var version = FileVersionInfo.GetVersionInfo(serilog.Location).FileVersion;

        Assert.Equal(SerilogFloor.Version + ".0", version);
        foreach (var project in Repository.SourceProjects)
        {
            using var references = new AssemblyReferences(project.AssemblyPath);
            var versions = references.Assemblies.Where(reference => reference.Name == "Serilog").Select(reference => reference.Version);
            Assert.All(versions, used => Assert.Equal(serilog.GetName().Version, used));
        }
    }

    [Fact]
    public void NoNameOfALaterSerilogIsUsedOrTaken() => Complaints.MustBeNone(
        Repository.SourceProjects.SelectMany(project => SerilogFloor.FindNewerNames(
            project.Name,
            NamesOf(project.AssemblyPath).Select(name => name.Name),
            project.Assembly.ExportedTypes.Select(type => type.Name))));

    [Fact]
    public void ANameOfALaterSerilogIsNoticed()
    {
        string[] used =
        [
            "Serilog.Core.IBatchedLogEventSink",
            "Serilog.Configuration.BatchingOptions.set_BufferingTimeLimit(System.TimeSpan)",
            "Serilog.Core.ILogEventSink",
        ];

        var complaints = SerilogFloor.FindNewerNames("Wrong", used, ["ILoggingFailureListener", "SequenceLog"]).ToList();

        Assert.Equal(3, complaints.Count);
        Assert.Contains(complaints, complaint => complaint.Contains("public type ILoggingFailureListener", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryUseIsListedWithItsParameters()
    {
        // This method uses what it looks for.
        Serilog.Debugging.SelfLog.Enable(TextWriter.Null);
        Serilog.Debugging.SelfLog.Disable();

        var list = SerilogFloor.List(NamesOf(typeof(SerilogFloorTests).Assembly.Location));

        Assert.StartsWith("Serilog\n    Serilog.", list, StringComparison.Ordinal);
        Assert.Contains("\n    Serilog.Debugging.SelfLog\n", list, StringComparison.Ordinal);
        Assert.Contains("\n    Serilog.Debugging.SelfLog.Enable(System.IO.TextWriter)\n", list, StringComparison.Ordinal);
        Assert.DoesNotContain("System.String", list, StringComparison.Ordinal);
    }

    private static List<(string Assembly, string Name)> NamesOf(string path)
    {
        using var references = new AssemblyReferences(path);
        return [.. references.Names];
    }
}
