using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SequenceLogging.Context;
using Serilog.Events;

namespace SequenceLogging.AspNetCore.Tests.Scopes;

/// <summary>Headers that look like an id, and are none.</summary>
public partial class HostileHeaderTests
{
    private const string Id = "SEQ-2025-07-00001";
    private const string Key = "pending-0123456789abcdef0123456789abcdef";
    private const int Values = 1_000;

    [Fact]
    public async Task WhatIsNotExactlyAnIdIsPassedOverInSilence()
    {
        await using var app = await ScopedApp.StartAsync(o => o.Trust = CarrierTrust.HeaderAndBaggage);
        var values = Hostile().DistinctBy(v => string.Join('|', v.ToArray())).Take(Values).ToList();
        Assert.Equal(Values, values.Count);

        foreach (var value in values)
        {
            var remarks = app.Remarks.Count;
            var http = await SendAsync(app, SequenceCarrier.HeaderName, value);

            Assert.Equal(200, http.Response.StatusCode);
            Assert.Equal("", await BodyAsync(http));
            Assert.False(http.Response.Headers.ContainsKey(SequenceCarrier.HeaderName), Shown(value));
            Assert.Equal(remarks + 1, app.Remarks.Count);
        }

        Assert.All(app.Remarks, remark => Assert.Equal(
            (LogEventLevel.Debug, "The request's header \"X-Sequence-Id\" does not name exactly one sequence, and is passed over"),
            (remark.Level, remark.RenderMessage())));
        Assert.Empty(await app.JourneysAsync());

        // And what is one is taken, in the same way.
        foreach (var value in new[] { Id, Key, "SEQ-2025-12-1234567" })
        {
            var http = await SendAsync(app, SequenceCarrier.HeaderName, value);
            Assert.Equal(value, await BodyAsync(http));
            Assert.Equal(value, http.Response.Headers[SequenceCarrier.HeaderName]);
        }
    }

    [Fact]
    public async Task ABaggageThatIsNotExactlyRightIsPassedOverInSilence()
    {
        await using var app = await ScopedApp.StartAsync(o => o.Trust = CarrierTrust.HeaderAndBaggage);
        StringValues[] values =
        [
            $"sequence.id={Id},sequence.id={Id}",
            new StringValues([$"sequence.id={Id}", "sequence.id=SEQ-2025-07-00002"]),
            "sequence.id=", "sequence.id", $"sequence.id={Id}%", $"sequence.id=%EF%BC%A1{Id}", $"sequence.id={Id[..^1]}",
            $"{string.Concat(Enumerable.Repeat("a=b,", 64))}sequence.id={Id}", $"a={new string('x', 1 << 20)},sequence.id={Id}",
        ];

        foreach (var value in values)
        {
            var http = await SendAsync(app, SequenceCarrier.BaggageHeaderName, value);
            Assert.Equal("", await BodyAsync(http));
        }

        Assert.Equal(values.Length, app.Remarks.Count);

        // Baggage may come in several headers, and may be about other things.
        Assert.Equal(Id, await BodyAsync(await SendAsync(
            app, SequenceCarrier.BaggageHeaderName, new StringValues(["a=b", $"sequence.id={Id}"]))));
        Assert.Equal("", await BodyAsync(await SendAsync(app, SequenceCarrier.BaggageHeaderName, "a=b")));
        Assert.Equal(values.Length, app.Remarks.Count);
    }

    [Fact]
    public async Task AnEmptyHeaderIsNone()
    {
        await using var app = await ScopedApp.StartAsync(o => o.Trust = CarrierTrust.Header);

        await SendAsync(app, SequenceCarrier.HeaderName, "");

        Assert.Empty(app.Remarks);
    }

    private static Task<HttpContext> SendAsync(ScopedApp app, string name, StringValues value) => app.Server.SendAsync(http =>
    {
        http.Request.Path = "/";
        http.Request.Headers[name] = value;
    });

    private static async Task<string> BodyAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Response.Body);
        return await reader.ReadToEndAsync();
    }

    /// <summary>More than are needed; some may be the same.</summary>
    private static IEnumerable<StringValues> Hostile()
    {
        // Halves, and what surrounds or interrupts.
        foreach (var whole in new[] { Id, Key })
        {
            for (var i = 1; i < whole.Length; i++)
            {
                if (!IsOne(whole[..i]))
                {
                    yield return whole[..i];
                }

                yield return whole[i..];
                foreach (var odd in (string[])["\0", "\u001b", "\r\n", "\u200f", "\ud800", "-"])
                {
                    yield return whole.Insert(i, odd);
                }
            }

            foreach (var odd in (string[])
                [" ", "\t", "\r\n", "\0", "\"", "'", "<script>", ",", ";", "%20", "\u2028", "\u202e", "\ufeff", "é", "\ud83d\ude00"])
            {
                yield return odd + whole;
                yield return whole + odd;
            }

            // Several.
            yield return new StringValues([whole, whole]);
            yield return new StringValues([whole, ""]);
            yield return new StringValues(["", whole]);
            yield return new StringValues(["", ""]);
            yield return new StringValues([whole, "SEQ-2025-07-00002"]);
            yield return $"{whole}, {whole}";
            yield return $"{whole},";
            yield return new StringValues([.. Enumerable.Repeat(whole, 5_000)]);

            // Large.
            yield return whole + new string('0', 1 << 20) + "x";
            yield return string.Concat(Enumerable.Repeat(whole, (1 << 20) / whole.Length));
        }

        // Digits that are none here.
        foreach (var zero in (string[])["٠", "۰", "०", "０", "\ud835\udfce"])
        {
            yield return Id.Replace("0", zero, StringComparison.Ordinal);
            yield return Key.Replace("0", zero, StringComparison.Ordinal);
        }

        yield return Id.ToLowerInvariant();
        yield return Key.ToUpperInvariant();
        yield return "ＳＥＱ-2025-07-00001";
        yield return "SEQ–2025–07–00001";
        foreach (var text in (string[])
            ["SEQ-2025-00-00001", "SEQ-2025-13-00001", "SEQ-2025-07-00000", "SEQ-2025-7-00001", "SEQ-25-07-00001", "SEQ-2025-07-000001",
             "SEQ-2025-07-0001", "SEQ-0000-00-00000", "SEQ-2025-07--0001", "SEQ-2025-07-+0001", "SEQ-2025-07-1e005",
             "SEQ-2025-07-99999999999999999999", "SEQ-2025-07-00001:Step", "null", "undefined", "../../etc/passwd", "' OR 1=1 --",
             "{StepName}", "{0}", "%00", "=cmd|' /C calc'!A0"])
        {
            yield return text;
        }

        // Anything at all: an id with up to three characters changed.
        var random = new Random(20250700);
        while (true)
        {
            var text = new StringBuilder(random.Next(3) == 0 ? Key : Id);
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                text[random.Next(text.Length)] = (char)random.Next(1, random.Next(2) == 0 ? 0x80 : 0x1_0000);
            }

            if (!IsOne(text.ToString()))
            {
                yield return text.ToString();
            }
        }
    }

    private static bool IsOne(string text) => Shape().IsMatch(text);

    private static string Shown(StringValues value) => new([.. value.ToString().Take(80).Select(c => c is < ' ' or > '~' ? '?' : c)]);

    [GeneratedRegex(@"\A(?:SEQ-[0-9]{4}-(?:0[1-9]|1[0-2])-(?:[0-9]{5}|[1-9][0-9]{5,12})|pending-[0-9a-f]{32})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
