import assert from "node:assert/strict";
import { test } from "node:test";
import { timeText, utcText } from "../src/text/times";

const at = "2025-07-16T22:30:05.250Z";

test("a time is shown in the viewer's zone, with UTC beside it", () => {
    assert.equal(timeText(at, "time", "Europe/Berlin"), "00:30:05");
    assert.equal(timeText(at, "date", "Europe/Berlin"), "17 Jul 2025");
    assert.equal(timeText(at, "date", "America/New_York"), "16 Jul 2025");
    assert.equal(timeText(at, "full", "Asia/Kolkata"), "17 Jul 2025, 04:00:05");
    assert.equal(utcText(at), "2025-07-16 22:30:05.250 UTC");
    assert.equal(utcText("2025-07-16T22:30:05Z"), "2025-07-16 22:30:05 UTC");
});

test("midnight is 00 and not 24", () => assert.equal(timeText("2025-07-16T00:00:00Z", "time", "UTC"), "00:00:00"));

test("what is no time is shown as it is, and breaks nothing", () => {
    assert.equal(timeText("soon"), "soon");
    assert.equal(utcText("soon"), "soon");
});
