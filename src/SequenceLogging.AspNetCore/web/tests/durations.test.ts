import assert from "node:assert/strict";
import { test } from "node:test";
import { agoText, durationText, shortText, waitText } from "../src/text/durations";

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

test("a wait is said in its two greatest units, cut and not rounded", () => {
    assert.equal(waitText(3 * hour + 12 * minute + 59 * second), "3 h 12 min");
    assert.equal(waitText(2 * day), "2 d");
    assert.equal(waitText(40_999), "40 s");
    assert.equal(waitText(400 * day), "1 y 35 d");
    assert.equal(waitText(230), "230 ms");
    assert.equal(waitText(0), "0 ms");
    assert.equal(waitText(-5 * minute), "−5 min");
});

test("a gap in a line is said in one unit", () => {
    assert.equal(shortText(9 * minute + 59 * second), "9 min");
    assert.equal(shortText(4_900), "4 s");
});

test("a duration is said as exactly as it matters", () => {
    assert.equal(durationText(0), "0 ms");
    assert.equal(durationText(0.004), "<0.01 ms");
    assert.equal(durationText(0.4), "0.4 ms");
    assert.equal(durationText(12.3), "12 ms");
    assert.equal(durationText(2_340), "2.3 s");
    assert.equal(durationText(12_340), "12 s");
    assert.equal(durationText(65_000), "1 min 5 s");
    assert.equal(durationText(null), "");
    assert.equal(durationText(Number.NaN), "");
});

test("what clocks disagree about is now", () => {
    assert.equal(agoText(-5 * hour), "now");
    assert.equal(agoText(999), "now");
    assert.equal(agoText(3 * minute + 50 * second), "3 min ago");
});
