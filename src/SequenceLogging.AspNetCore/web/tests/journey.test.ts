import assert from "node:assert/strict";
import { test } from "node:test";
import { layOut, otherFlows, otherSteps } from "../src/pages/journey/mapLayout";
import { commonMetadata, messageOf, newsOf, reasonOf } from "../src/pages/journey/report";
import { standingOf } from "../src/pages/journey/standing";
import { report, step } from "./report";

const failed = { status: "failed" as const, message: "Payment_Step_2_Detected failed: no answer", error: "TimeoutException: 30 s\n   at Some.Place" };

test("a failed journey says where and why", () => {
    const journey = report([step(1, "User_Flow_1_Start", 0), step(2, "Payment_Step_2_Detected", 60, failed)], { status: "failed" });
    const standing = standingOf(journey, Date.parse(journey.now) + 3_600_000);
    assert.equal(standing.tone, "bad");
    assert.equal(standing.title, "Failed 1 h ago");
    assert.equal(standing.step, "Payment_Step_2_Detected");
    assert.equal(standing.text, "no answer");
    assert.equal(standing.error, "TimeoutException: 30 s");
});

test("a stuck journey says for how long, and what is usual", () => {
    const journey = report([step(1, "User_Flow_1_Start", 0)], {}, "waiting for B for 3 h");
    const standing = standingOf(journey, Date.parse(journey.now) + 3 * 3_600_000);
    assert.deepEqual([standing.tone, standing.title, standing.text], ["warn", "Stuck for 3 h", "Waiting for B for 3 h."]);
});

test("an open journey is under way, and then silent", () => {
    const journey = report([step(1, "User_Flow_1_Start", 0)]);
    assert.equal(standingOf(journey, Date.parse(journey.now) + 20_000).title, "Under way");
    assert.equal(standingOf(journey, Date.parse(journey.now) + 11 * 60_000).title, "Open, nothing since for 11 min");
});

test("an ended journey says how it ended", () => {
    const done = report([step(1, "A", 60)], { status: "completed", completedAt: "2025-07-16T08:01:00Z" });
    assert.equal(standingOf(done, Date.parse(done.now)).title, "Completed after 1 min");
});

test("long waits are folded on the map, and failures between steps stay in the lane", () => {
    const layout = layOut([
        step(1, "A_Step_1_X", 0), step(2, "B_Step_1_Y", 10), step(2, "", 12, { kind: "error", stepName: null }), step(3, "A_Step_2_Z", 4_000),
    ], 900);
    assert.deepEqual(layout.lanes, ["A", "B"]);
    assert.deepEqual(layout.marks.map((mark) => mark.lane), [0, 1, 1, 0]);
    assert.deepEqual(layout.marks.map((mark) => mark.text), ["1", "1", "!", "2"]);
    assert.deepEqual(layout.folds.map((fold) => fold.waitMs), [3_988_000]);
    assert.equal(layout.marks.every((mark, at) => at === 0 || mark.x > layout.marks[at - 1]!.x), true);
});

test("many steps keep a distance, many flows share a lane, and names without a flow have one", () => {
    const many = layOut(Array.from({ length: 500 }, (_, at) => step(at + 1, `F${at}_Step_1_X`, at)), 300);
    assert.equal(many.lanes.length, 10);
    assert.equal(many.lanes.at(-1), otherFlows);
    assert.equal(many.marks.length, 150);
    assert.deepEqual(many.folds.map((fold) => fold.hidden), [350]);
    assert.equal(many.marks[1]!.x - many.marks[0]!.x >= 20, true);
    assert.deepEqual(layOut([step(1, "Confirmation of receipt", 0)], 300).lanes, [otherSteps]);
    assert.deepEqual(layOut([], 300).marks, []);
});

test("a message is told without its step's name, and an error by its first line", () => {
    assert.equal(messageOf(step(1, "A", 0, { message: "A: 12.5 TON" })), "12.5 TON");
    assert.equal(reasonOf(step(1, "A", 0, { ...failed, message: "A failed" })), "TimeoutException: 30 s");
    assert.equal(messageOf(step(1, "A", 0, { message: "asked for A" })), "asked for A");
    assert.equal(reasonOf(step(1, "A", 0, { message: "A", error: "\nOops\n at" })), "Oops");
});

test("what every event says is said once", () => {
    const moments = [step(1, "A", 0, { metadata: { Key: "j1", Price: 5 } }), step(2, "B", 1, { metadata: { Key: "j1", Price: 6, Note: "x" }, message: "B: 6" })];
    const common = commonMetadata(moments);
    assert.deepEqual(common, { Key: "j1" });
    assert.deepEqual(newsOf(moments[0]!, common), [["Price", "5"]]);
    assert.deepEqual(newsOf(moments[1]!, common), [["Note", "x"]]);
});
