using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Tests.Processes;

/// <summary>What a process was acknowledged holds after <c>kill -9</c>.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task WhatWasSaidIsThereAndNoIdIsIssuedAgain(int seed)
    {
        var path = _folder.File("sequences.litedb");
        var random = new Random(seed);
        var lines = new List<string>();
        for (var round = 0; round < 4; round++)
        {
            using var other = OtherProcess.Start("write", path);
            for (var until = lines.Count + random.Next(20, 400); lines.Count < until;)
            {
                lines.Add(Assert.IsType<string>(await other.ReadLineAsync()));
            }

            lines.AddRange(await other.KillAsync());
        }

        await using var store = StoreProgram.Open(path);
        var next = await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);

        var begun = Said(lines, "begun");
        Assert.NotEmpty(begun);
        Assert.Equal(begun.Count, begun.Distinct().Count());
        Assert.True(next.Number > begun.Max(id => id.Number), $"{next} was issued after {begun[^1]}.");
        foreach (var id in begun)
        {
            Assert.NotNull(await store.Reader.GetDetailsAsync(id, Token));
        }

        foreach (var id in Said(lines, "logged"))
        {
            var details = await store.Reader.GetDetailsAsync(id, Token);
            Assert.Equal(["One", "Two"], details!.Steps.Select(s => s.StepName.Value));
            Assert.Equal(id.ToString(), Assert.Single(details.Links).EntityId);
        }

        var examination = await store.Reader.ExamineAsync(Token);
        Assert.Equal(0, Assert.Single(examination.Ids).Unexplained);
        Assert.DoesNotContain(examination.Findings, f => f.Level is FindingLevel.Problem);
    }

    // The last line of a process that was killed may be cut off; then it says nothing.
    private static List<SequenceId> Said(IEnumerable<string> lines, string what) =>
        [.. lines.Select(l => l.Split(' ')).Where(l => l is [var verb, _] && verb == what)
            .Select(l => SequenceId.TryParse(l[1], out var id) ? id : default).Where(id => !id.IsDefault)];
}
