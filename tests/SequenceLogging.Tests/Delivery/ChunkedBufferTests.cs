using SequenceLogging.Delivery;

namespace SequenceLogging.Tests.Delivery;

public class ChunkedBufferTests
{
    [Fact]
    public void WhatGoesInComesOutInOrderHoweverLarge()
    {
        var random = new Random(5);
        var buffer = new ChunkedBuffer();
        var expected = new Queue<byte[]>();
        for (var round = 0; round < 20_000; round++)
        {
            if (random.Next(20) >= (expected.Count > 100 ? 15 : 7))
            {
                var bytes = new byte[random.Next(200) == 0 ? random.Next(600_000) + 1 : random.Next(2_000) + 1];
                random.NextBytes(bytes);
                var cut = random.Next(bytes.Length + 1);
                buffer.Write(bytes.AsSpan(0, cut), bytes.AsSpan(cut));
                expected.Enqueue(bytes);
            }
            else if (expected.TryDequeue(out var oldest))
            {
                Assert.True(buffer.Peek(oldest.Length).SequenceEqual(oldest));
                buffer.Skip(oldest.Length);
            }

            Assert.Equal(expected.Sum(b => b.Length), buffer.Length);
        }
    }
}
