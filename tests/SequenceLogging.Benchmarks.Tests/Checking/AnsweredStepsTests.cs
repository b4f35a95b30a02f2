using SequenceLogging.Benchmarks.Targets;
using SequenceLogging.Delivery;

namespace SequenceLogging.Benchmarks.Tests.Checking;

/// <summary>What never came to a store is not what it has lost.</summary>
public class AnsweredStepsTests
{
    [Fact]
    public void DroppedRecordsAreSaidToBeDropped()
    {
        var counts = new DeliveryCounts { Emitted = 10, Stored = 8, DroppedBy = new Dictionary<string, long> { ["queue_full"] = 2 } };

        var failure = Assert.Throws<InvalidOperationException>(() => AnsweredSteps.AssertDelivered(counts));

        Assert.Contains("2 records (queue_full) were dropped before they came to the store", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RejectedRecordsAreSaidToBeRejected()
    {
        var counts = new DeliveryCounts { Emitted = 10, Stored = 7, RejectedBy = new Dictionary<string, long> { ["bad_name"] = 3 } };

        var failure = Assert.Throws<InvalidOperationException>(() => AnsweredSteps.AssertDelivered(counts));

        Assert.Contains("3 records (bad_name) were rejected", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatWasStoredIsNotComplainedOf() => AnsweredSteps.AssertDelivered(new DeliveryCounts { Emitted = 10, Stored = 10 });
}
