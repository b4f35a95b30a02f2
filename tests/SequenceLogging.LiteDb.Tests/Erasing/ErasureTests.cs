using System.Text;
using SequenceLogging.Delivery;
using SequenceLogging.LiteDb.Tests.Processes;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.LiteDb.Tests.Erasing;

/// <summary>LiteDB leaves what was deleted in its pages; the store does not.</summary>
public sealed class ErasureTests : IDisposable
{
    private const string Secret = "zq7-secret";
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.litedb");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task NoByteOfAnErasedUserIsLeftInAnyFile()
    {
        await using (var store = StoreProgram.Open(Store))
        {
            var other = await store.CreateAsync(new NewSequence { CreatedAt = Noon, UserId = "bob" }, Token);
            for (var i = 0; i < 50; i++)
            {
                await WriteOfUser(store, i);
            }

            await store.AppendAsync(new Batch("bob").Step(other, "One", Noon), Token);
            Assert.NotEmpty(FilesWith(Secret));

            var erasure = await store.EraseUserAsync(Secret + "-user", Token);

            Assert.Equal((50, 100, 50), (erasure.Sequences, erasure.Steps, erasure.Links));
            Assert.Empty(FilesWith(Secret));
            Assert.Equal(["One"], (await store.Reader.GetDetailsAsync(other, Token))!.Steps.Select(s => s.StepName.Value));
            Assert.Equal(52, (await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token)).Number);
            Assert.Equal(50, Assert.Single((await store.Reader.ExamineAsync(Token)).Ids).Gaps[IdGap.Erased]);
        }

        Assert.Empty(FilesWith(Secret));
        Assert.Equal(["sequences.litedb", "sequences.litedb.ids"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task ACancelledErasureLeavesAStoreThatGoesOn()
    {
        await using var store = StoreProgram.Open(Store);
        await WriteOfUser(store, 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.EraseUserAsync(Secret + "-user", new CancellationToken(canceled: true)));

        await WriteOfUser(store, 2);
        Assert.Equal(2, (await store.EraseUserAsync(Secret + "-user", Token)).Sequences);
    }

    private static async Task WriteOfUser(ISequenceStore store, int number)
    {
        var id = await store.CreateAsync(
            new NewSequence
            {
                CreatedAt = Noon,
                UserId = Secret + "-user",
                Username = Secret + "-name",
                Metadata = $$"""{"about":"{{Secret}}"}""",
            },
            Token);
        await store.AppendAsync(
            new Batch($"producer {number}")
                .Step(id, $"Say_{Secret}-name_{number}", Noon)
                .Step(id, "Two", Noon)
                .Link(id, ComponentLink.Parse($"ads:ad:{Secret}"), Noon)
                .Begin($"key {Secret} {number}", Noon, Secret + "-user", joinsOpen: true)
                .Rejected(Reasons.BadLink, 1, Noon, id, new string('x', 9_000) + Secret)
                .Rejected(Reasons.NoSequence, 1, Noon, message: $"Of nobody, but of {Secret}-name"),
            Token);
    }

    private IEnumerable<string> FilesWith(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        return Directory.GetFiles(_folder.Path).Where(file => Bytes(file).AsSpan().IndexOf(wanted) >= 0);
    }

    // The kernel keeps other readers out while the store is open, and this process too.
    private static byte[] Bytes(string file)
    {
        using var copy = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("cat", [file]) { RedirectStandardOutput = true })!;
        using var memory = new MemoryStream();
        copy.StandardOutput.BaseStream.CopyTo(memory);
        copy.WaitForExit();
        return memory.ToArray();
    }
}
