import assert from "node:assert/strict";
import { test } from "node:test";
import { dayText, daysBetween, daysUpTo } from "../src/pages/components/days";
import { ledgerOf } from "../src/pages/store/account";

const totals = { emitted: 100, stored: 80, duplicate: 5, rejected: 10, dropped: 4, pending: 1, rejectedBy: {}, droppedBy: {} };

test("the account adds up, and the bar is full", () => {
    const { parts, sum, missing } = ledgerOf(totals);
    assert.deepEqual([sum, missing], [100, 0]);
    assert.equal(Math.round(parts.at(-1)!.to * 1e9), 1e9);
    parts.slice(1).forEach((part, index) => assert.equal(part.from, parts[index]!.to));
});

test("what does not add up is told, whichever side is greater", () => {
    assert.equal(ledgerOf({ ...totals, emitted: 103 }).missing, 3);
    assert.equal(ledgerOf({ ...totals, emitted: 98 }).missing, -2);
    assert.ok(ledgerOf({ ...totals, emitted: 98 }).parts.at(-1)!.to <= 1.000001);
    assert.equal(ledgerOf({ ...totals, emitted: 0, stored: 0, duplicate: 0, rejected: 0, dropped: 0, pending: 0 }).missing, 0);
});

test("each day is there once, over the end of a month and of summer time", () => {
    assert.deepEqual(daysBetween("2024-02-28", "2024-03-01"), ["2024-02-28", "2024-02-29", "2024-03-01"]);
    assert.equal(daysBetween("2025-10-01", "2025-10-31").length, 31);
    assert.deepEqual(daysBetween("2025-10-02", "2025-10-01"), []);
    assert.equal(dayText("2025-07-16"), "16 Jul");
    assert.deepEqual(daysUpTo("2025-03-01T23:59:59Z", 30), { since: "2025-01-31", until: "2025-03-01" });
});
