using System.Diagnostics;
using SequenceLogging.Context;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Context;

/// <summary>The store cannot issue an id in time, and the application goes on.</summary>
public class PendingScopeTests
{
    private static readonly TimeSpan IdTimeout = TimeSpan.FromMilliseconds(100);

    // What a busy machine may take beside that.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    public static TheoryData<AwayStore.Way, bool> Ways => new(
        from way in Enum.GetValues<AwayStore.Way>() from joins in new[] { false, true } select (way, joins));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task BeginReturnsInTimeAndAllOfItGetsItsIdWhenTheStoreAnswers(AwayStore.Way way, bool joins)
    {
        var (log, store) = Open(way);
        await using (log)
        {
            var clock = Stopwatch.StartNew();
            var scope = joins ? log.Sequences.BeginOrResume(7, "ann", "en") : log.Sequences.Begin(7, "ann", "en");
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, IdTimeout + Margin);

            Assert.Same(scope, SequenceScope.Current);
            Assert.True(scope.IsPending);
            Assert.True(scope.SequenceId.IsDefault);
            Assert.Matches("^pending-[0-9a-f]{32}$", scope.ToString());
            log.Logger.Information("{StepName}", "One");
            log.Logger.Error("An error without a step");
            log.Logger.Information("Linked {LinkComponent}", "ads:ad:87");
            log.Logger.Information("{StepName}", "Two");
            scope.Fail("no money");
            Assert.Equal(Enumerable.Repeat(scope.ToString(), 4), log.Ids);
            Assert.Empty(log.Store.Records);

            store.ComeBack();
            var records = await log.StoredAsync();
            await UntilItHasItsIdAsync(scope);
            log.Logger.Information("{StepName}", "Three");

            var own = records.Where(r => r.Key == log.Ids.First()).ToArray();
            Assert.Equal(
                [RecordKind.Begin, RecordKind.Step, RecordKind.Error, RecordKind.Link, RecordKind.Step, RecordKind.Status],
                own.Select(r => r.Kind));
            Assert.Equal(["One", "Two"], own.Where(r => r.Kind is RecordKind.Step).Select(r => r.Name));
            Assert.Equal(("no money", joins), (own[^1].Message, own[0].JoinsOpen));
            var (id, sequence) = log.Store.Sequences.Single(s => s.Id == scope.SequenceId);
            Assert.Equal((7, "ann", "en"), (sequence.UserId, sequence.Username, sequence.Language));
            Assert.Equal(id.ToString(), scope.ToString());
            Assert.Equal(id.ToString(), log.Ids.Last());
            Assert.Equal(id, (await log.StoredAsync()).Single(r => r.Name == "Three").Sequence);
            scope.Dispose();
        }
    }

    [Fact]
    public async Task OnlyTheFirstWaitsUntilTheStoreHasWrittenAgain()
    {
        var (log, store) = Open(AwayStore.Way.Hangs, o => o.IdTimeout = TimeSpan.FromMilliseconds(300));
        await using (log)
        {
            using (log.Sequences.Begin())
            {
            }

            var clock = Stopwatch.StartNew();
            for (var i = 0; i < 100; i++)
            {
                using (i % 2 == 0 ? log.Sequences.Begin() : log.Sequences.BeginOrResume(i))
                {
                }
            }

            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Margin); // and not 100 times 300 ms
            Assert.Equal(1, store.Calls);

            store.ComeBack();
            await log.StoredAsync();
            await Wait.UntilAsync(() => !log.Sequences.Pipeline.Ids.StandsBack);
            using var scope = log.Sequences.Begin();
            Assert.False(scope.IsPending);
        }
    }

    [Fact]
    public async Task WhatTheStoreCreatedTooLateIsEndedAndNotLeftOpen()
    {
        var (log, store) = Open(AwayStore.Way.Hangs);
        await using (log)
        {
            using var scope = log.Sequences.Begin(7);
            store.ComeBack();
            await UntilItHasItsIdAsync(scope);
            await Wait.UntilAsync(() => log.Store.Records.Any(r => r.Kind is RecordKind.Status));

            var late = log.Store.Sequences.Single(s => s.Id != scope.SequenceId).Id;
            var end = Assert.Single(await log.StoredAsync(), r => r.Sequence == late);
            Assert.Equal((RecordKind.Status, SequenceStatus.Abandoned), (end.Kind, end.SequenceStatus));
            Assert.Contains("nobody waited", end.Message);
        }
    }

    [Fact]
    public async Task WhatWasFoundTooLateStaysOpenSinceTheScopeJoinsIt()
    {
        var (log, store) = Open(AwayStore.Way.Hangs);
        await using (log)
        {
            using var scope = log.Sequences.BeginOrResume(7);
            using var again = log.Sequences.BeginOrResume(7);
            store.ComeBack();
            await UntilItHasItsIdAsync(scope);
            await UntilItHasItsIdAsync(again);

            Assert.Equal(scope.SequenceId, again.SequenceId);
            Assert.Equal(scope.SequenceId, Assert.Single(log.Store.Sequences).Id);
            Assert.DoesNotContain(await log.StoredAsync(), r => r.Kind is RecordKind.Status);
        }
    }

    [Fact]
    public async Task AnEndThatWasLoggedBeforeCountsForWhoeverJoins()
    {
        var (log, store) = Open(AwayStore.Way.Hangs);
        await using (log)
        {
            SequenceScope first, second;
            using (first = log.Sequences.BeginOrResume(7))
            {
                first.Complete();
            }

            using (second = log.Sequences.BeginOrResume(7))
            {
                store.ComeBack();
                await UntilItHasItsIdAsync(second);
                Assert.NotEqual(await log.Sequences.FindByKeyAsync(first.ToString()), second.SequenceId);
            }
        }
    }

    [Fact]
    public async Task NestedSuppressedAndResumedItIsWhereItShouldBe()
    {
        var (log, store) = Open(AwayStore.Way.Throws);
        await using (log)
        {
            string outerKey, innerKey;
            using (var outer = log.Sequences.Begin())
            {
                outerKey = outer.ToString();
                using (var inner = log.Sequences.Begin())
                {
                    innerKey = inner.ToString();
                    log.Logger.Information("{StepName}", "In the inner");
                    using (SequenceLog.Suppress())
                    {
                        log.Logger.Information("Nobody's");
                    }

                    using (log.Sequences.Resume(SequenceReference.Parse(outerKey)))
                    {
                        log.Logger.Information("{StepName}", "In the outer by its key");
                    }
                }

                await Task.Run(() => log.Logger.Information("{StepName}", "In the outer on another thread"));
            }

            Assert.Null(SequenceScope.Current);
            log.Logger.ForContext("SequenceId", innerKey).Information("{StepName}", "By the event's own key");
            log.Sequences.Complete(SequenceReference.Parse(innerKey));
            Assert.Equal([innerKey, null, outerKey, outerKey, innerKey], log.Ids);
            store.ComeBack();

            var records = await log.StoredAsync();
            Assert.Equal(
                ["Begin", "In the outer by its key", "In the outer on another thread"],
                records.Where(r => r.Key == outerKey).Select(r => r.Name ?? $"{r.Kind}"));
            Assert.Equal(
                ["Begin", "In the inner", "By the event's own key", "Status"],
                records.Where(r => r.Key == innerKey).Select(r => r.Name ?? $"{r.Kind}"));
        }
    }

    [Fact]
    public async Task ResumedByItsKeyLaterItHasItsId()
    {
        var (log, store) = Open(AwayStore.Way.Waits);
        await using (log)
        {
            string key;
            using (var scope = log.Sequences.Begin())
            {
                key = scope.ToString();
                log.Logger.Information("{StepName}", "One");
            }

            store.ComeBack();
            var id = await log.Sequences.FindByKeyAsync(key);
            Assert.Equal(1, (await log.Sequences.GetSequenceDetailsAsync(id!.Value))?.StepCount ?? 1);

            using var later = log.Sequences.Resume(SequenceReference.Parse(key));
            await UntilItHasItsIdAsync(later);
            Assert.Equal(id, later.SequenceId);
        }
    }

    [Fact]
    public async Task AnExceptionThatLeavesItNamesItWhereItIsLogged()
    {
        var (log, store) = Open(AwayStore.Way.Throws);
        await using (log)
        {
            SequenceReference pending;
            using (var scope = log.Sequences.Begin())
            {
                pending = scope.Reference;
            }

            LogWhatLeaves(() => log.Sequences.Run(pending, () => throw new InvalidOperationException("Boom")));
            LogWhatLeaves(() => log.Sequences.RunAsync(pending, async () =>
            {
                await Task.Yield();
                throw new InvalidOperationException("Boom");
            }).GetAwaiter().GetResult());
            LogWhatLeaves(() => log.Sequences.RunAsync<int>(pending, () => throw new InvalidOperationException("Boom"))
                .GetAwaiter().GetResult());

            Assert.Equal(Enumerable.Repeat(pending.ToString(), 3), log.Ids);
            store.ComeBack();
            Assert.Equal(3, (await log.StoredAsync()).Count(r => r.Kind is RecordKind.Error && r.Key == pending.Key));

            void LogWhatLeaves(Action body) => log.Logger.Error(Assert.Throws<InvalidOperationException>(body), "It broke");
        }
    }

    [Theory]
    [InlineData(AwayStore.Way.Hangs, StoreErrorKind.Busy, "IdTimeout of 00:00:00.1")]
    [InlineData(AwayStore.Way.Waits, StoreErrorKind.Busy, "Try again")]
    [InlineData(AwayStore.Way.Throws, StoreErrorKind.Unavailable, "The store is away.")]
    public async Task WhereAnIdIsRequiredItThrowsInTime(AwayStore.Way way, StoreErrorKind kind, string words)
    {
        var (log, store) = Open(way, o => o.RequireId = true);
        await using (log)
        {
            foreach (var begin in new Action[] { () => log.Sequences.Begin(), () => log.Sequences.BeginOrResume(7) })
            {
                var clock = Stopwatch.StartNew();
                var error = Assert.Throws<SequenceStoreException>(begin);
                Assert.InRange(clock.Elapsed, TimeSpan.Zero, IdTimeout + Margin);
                Assert.Equal(kind, error.Kind);
                Assert.Contains(words, error.Message);
            }

            Assert.Null(SequenceScope.Current);
            store.ComeBack();
            await Wait.UntilAsync(() => !log.Sequences.Begin().IsPending);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task WhoAsksForAnIdGetsAnExceptionInTime(AwayStore.Way way, bool joins)
    {
        var (log, store) = Open(way);
        await using (log)
        {
            var clock = Stopwatch.StartNew();
            await Assert.ThrowsAsync<SequenceStoreException>(AskAsync);
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, IdTimeout + Margin);
            store.ComeBack();
            if (way is AwayStore.Way.Hangs && !joins)
            {
                await Wait.UntilAsync(() => log.Store.Records.Any(r => r.SequenceStatus is SequenceStatus.Abandoned));
            }

            async Task AskAsync() =>
                _ = joins ? await log.Sequences.FindOrIssueAsync(7) : await log.Sequences.IssueAsync(7);
        }
    }

    [Fact]
    public async Task WhoGivesUpWaitingGetsHisCancellation()
    {
        var (log, store) = Open(AwayStore.Way.Waits, o => o.IdTimeout = TimeSpan.FromMinutes(1));
        await using (log)
        {
            using var soon = new CancellationTokenSource(50);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                async () => await log.Sequences.IssueAsync(7, cancellationToken: soon.Token));

            // The token is told on another thread.
            await Wait.UntilAsync(() => store.GivenUp == store.Calls);
            store.ComeBack();
        }

        Assert.Empty(log.Store.Sequences);
    }

    [Fact]
    public async Task WithoutRoomItsBeginningIsMadeUpForBeforeItsNextEvent()
    {
        var (log, store) = Open(AwayStore.Way.Hangs, o =>
        {
            o.QueueBytes = 1 << 20;
            o.FullWait = TimeSpan.Zero;
        });
        await using (log)
        {
            using (log.Sequences.Resume(RunningLog.Id))
            {
                // The reserve, too.
                while (log.Sequences.Delivery.Dropped == 0)
                {
                    log.Logger.Error("{StepName}", "Filling");
                }
            }

            using var scope = log.Sequences.Begin(metadata: new Dictionary<string, object?> { ["large"] = new string('x', 1_000) });
            var key = scope.ToString();
            Assert.True(scope.Pending!.IsUnbegun);
            store.ComeBack();
            await log.Sequences.FlushAsync(TimeSpan.FromSeconds(30));
            log.Logger.Information("{StepName}", "One");

            var own = (await log.StoredAsync()).Where(r => r.Key == key);
            Assert.Equal([RecordKind.Begin, RecordKind.Step], own.Select(r => r.Kind));

            // What was dropped of it stands behind its beginning: before that the store would not know whose it is.
            var lost = log.Store.Notes.Where(n => n.Key == key).ToArray();
            Assert.NotEmpty(lost);
            Assert.All(lost, n => Assert.True(n.Position > own.First().Position));
            await UntilItHasItsIdAsync(scope);
        }
    }

    [Fact]
    public async Task ALogThatIsClosedWhileItsStoreIsAwayForgetsItsPendingScopes()
    {
        var (log, store) = Open(AwayStore.Way.Waits, o => o.ShutdownTimeout = TimeSpan.Zero);
        using var scope = log.Sequences.Begin();

        await log.Logger.DisposeAsync();
        await log.Sequences.DisposeAsync();
        store.ComeBack();

        Assert.Throws<ObjectDisposedException>(() => log.Sequences.Begin());
        Assert.Throws<ObjectDisposedException>(() => log.Sequences.Resume(scope.Reference));
        Assert.True(scope.IsPending);
    }

    private static (RunningLog Log, AwayStore Store) Open(AwayStore.Way way, Action<SequenceLogOptions>? configure = null)
    {
        AwayStore? store = null;
        var log = new RunningLog(inner => store = new AwayStore(inner, way), o =>
        {
            o.IdTimeout = IdTimeout;
            configure?.Invoke(o);
        });
        return (log, store!);
    }

    private static Task UntilItHasItsIdAsync(SequenceScope scope) => Wait.UntilAsync(() => !scope.IsPending);
}
