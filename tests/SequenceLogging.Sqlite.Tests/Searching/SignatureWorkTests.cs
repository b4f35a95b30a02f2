using Microsoft.Extensions.Time.Testing;
using SequenceLogging.Sqlite.Signatures;

namespace SequenceLogging.Sqlite.Tests.Searching;

/// <summary>When what was written is signed: soon, but not while so much comes that whoever logs would have to wait for it.</summary>
public sealed class SignatureWorkTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly SignatureWork _work;
    private int _signed;

    public SignatureWorkTests() => _work = new SignatureWork("The store", _time, _ =>
    {
        _work!.Note(1);
        Interlocked.Increment(ref _signed);
        return true;
    });

    [Fact]
    public async Task NothingIsSignedBeforeItIsDue()
    {
        _work.Note(SignatureWork.Due - 1);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(0, Volatile.Read(ref _signed));

        _work.Note(1);
        await UntilSignedAsync(1);
    }

    [Fact]
    public async Task BesideOthersThatWriteThereIsAPieceAfterEachRest()
    {
        _work.Note(SignatureWork.Due);
        await UntilSignedAsync(1);
        for (var pieces = 2; pieces <= 5; pieces++)
        {
            await WriteUntilSignedAsync(pieces, rowsInARest: SignatureWork.Burst / 2, mostRests: 8);
        }
    }

    [Fact]
    public async Task ABurstIsSignedWhenItIsOver()
    {
        _work.Note(SignatureWork.Due);
        await UntilSignedAsync(1);
        await WriteAsync(SignatureWork.Burst, rests: 5);
        Assert.Equal(1, Volatile.Read(ref _signed));

        await WriteUntilSignedAsync(2, rowsInARest: 0, mostRests: 4);
    }

    [Fact]
    public async Task WhatGoesOnForLongerIsSignedMeanwhile()
    {
        _work.Note(SignatureWork.Due);
        await UntilSignedAsync(1);
        var most = (int)(SignatureWork.LongestBurst / SignatureWork.Rest) + 3;
        await WriteUntilSignedAsync(2, rowsInARest: SignatureWork.Burst, most);
        await WriteUntilSignedAsync(3, rowsInARest: SignatureWork.Burst, most);
    }

    public ValueTask DisposeAsync() => _work.DisposeAsync();

    private async Task WriteUntilSignedAsync(int pieces, int rowsInARest, int mostRests)
    {
        for (var rests = 0; Volatile.Read(ref _signed) < pieces; rests++)
        {
            Assert.True(rests < mostRests, $"{_signed} pieces after {rests} rests, and not {pieces}");
            await WriteAsync(rowsInARest, rests: 1);
        }
    }

    private async Task WriteAsync(int rowsInARest, int rests)
    {
        for (var rest = 0; rest < rests; rest++)
        {
            // It rests by the clock in hand, and has to have begun with that.
            await Task.Delay(50, TestContext.Current.CancellationToken);
            _work.Note(rowsInARest);
            _time.Advance(SignatureWork.Rest);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task UntilSignedAsync(int pieces)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Volatile.Read(ref _signed) < pieces)
        {
            await Task.Delay(5, patience.Token);
        }
    }
}
