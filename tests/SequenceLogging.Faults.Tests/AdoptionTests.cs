using System.Globalization;

namespace SequenceLogging.Faults.Tests;

/// <summary>Several processes that start together after one was killed.</summary>
public class AdoptionTests
{
    [Fact]
    public async Task TheJournalOfADeadProcessIsAdoptedOnce()
    {
        using var crashed = await CrashedStore.MakeAsync();
        var (rounds, processes) = (Lane.Pick(1, 25), Lane.Pick(4, 8));
        for (var round = 0; round < rounds; round++)
        {
            using var folder = new TempFolder();
            var store = crashed.CopyTo(folder);
            var children = Enumerable.Range(0, processes).Select(_ => Child.Start("open", store.Path)).ToArray();
            try
            {
                var stored = new List<string>();
                foreach (var child in children)
                {
                    stored.Add(await child.SaysAsync("stored"));
                    await child.ExitAsync();
                }

                Assert.Equal(CrashedStore.Steps, stored.Sum(s => int.Parse(s, CultureInfo.InvariantCulture)));
            }
            finally
            {
                Array.ForEach(children, c => c.Dispose());
            }

            Assert.Empty(store.WrongSteps(crashed.Acknowledged));
            store.MustBeWhole();
            store.MustHaveNoJournalLeft();
        }

        Lane.Note(
            $"adoption: {rounds} times {processes} processes opened together after a crash, "
            + $"{CrashedStore.Steps} steps stored once each time");
    }
}
