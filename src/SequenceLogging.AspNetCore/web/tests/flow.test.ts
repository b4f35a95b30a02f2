import assert from "node:assert/strict";
import { test } from "node:test";
import { arrow, fit, neighbor, openingView, reveal, wrap, zoomAt } from "../src/pages/flow/geometry";
import { layOut } from "../src/pages/flow/layout";
import { beginning, ending, keyOf, shownOf, waysOf } from "../src/pages/flow/ways";

const edge = (from: string, to: string, count: number) => ({ from, to, count, meanSeconds: 3, medianSeconds: 2, p95Seconds: 9 });
const answer = {
    nodes: [{ step: "A", count: 10, failed: 0 }, { step: "B", count: 9, failed: 1 }, { step: "C", count: 2, failed: 0 }],
    edges: [edge("A", "B", 8), edge("B", "C", 2), edge("B", "A", 1)],
};

test("where no way leads to or from as often as a step was made, journeys began or stopped", () => {
    const ways = waysOf(answer).map((way) => [way.from, way.to, way.count]);
    assert.deepEqual(ways, [[null, "A", 9], ["A", "B", 8], ["B", null, 6], ["A", null, 2], ["B", "C", 2], ["C", null, 2], ["B", "A", 1], [null, "B", 1]]);
    const [into, outOf] = [ways.filter(([, to]) => to === "B"), ways.filter(([from]) => from === "B")];
    assert.equal(into.reduce((sum, [, , count]) => sum + (count as number), 0), 9);
    assert.equal(outOf.reduce((sum, [, , count]) => sum + (count as number), 0), 9);
});

test("what is rare is hidden and counted", () => {
    const shown = shownOf(answer, 3);
    assert.deepEqual(shown.steps.map((node) => node.step), ["A", "B"]);
    assert.deepEqual([shown.ways.length, shown.total, shown.hiddenSteps], [3, 8, 1]);
    assert.equal(shown.hiddenShare, 8 / 31);
    assert.deepEqual([shownOf(answer, 99).hiddenSteps, shownOf(answer, 99).hiddenShare], [0, 0]);
});

test("what is chosen is drawn however rare it is", () => {
    assert.deepEqual(shownOf(answer, 2, "C").steps.map((node) => node.step), ["A", "B", "C"]);
    const rare = waysOf(answer).find((way) => way.key === keyOf("B", "A"))!;
    assert.equal(shownOf(answer, 2, rare).ways.some((way) => way.key === rare.key), true);
    assert.equal(shownOf(answer, 2).ways.some((way) => way.key === rare.key), false);
});

test("every step and way has its place, none on another, also a step that follows itself", () => {
    const steps = Array.from({ length: 60 }, (_, index) => ({ step: `S${index}`, count: 60 - index, failed: 0 }));
    const edges = steps.slice(1).flatMap(({ step }, index) => [edge(steps[index]!.step, step, 60 - index), edge(steps[Math.floor(index / 3)]!.step, step, 2)]);
    const flow = shownOf({ nodes: steps, edges: [...edges, edge("S3", "S3", 4)] }, 100);
    const layout = layOut(flow);
    assert.equal(flow.steps.length, 60);
    for (const way of flow.ways) {
        assert.ok(layout.lines.get(way.key)!.points.length > 1, way.key);
        assert.ok(layout.boxes.has(way.from ?? beginning) && layout.boxes.has(way.to ?? ending));
    }

    const boxes = [...layout.boxes.values()];
    boxes.forEach((one, at) => boxes.slice(at + 1).forEach((other) => assert.ok(
        Math.abs(one.x - other.x) >= (one.width + other.width) / 2 - 1 || Math.abs(one.y - other.y) >= (one.height + other.height) / 2 - 1)));
});

test("a zoom leaves the point under the pointer where it is, and has an end", () => {
    const view = { x: 10, y: 20, k: 1 };
    const zoomed = zoomAt(view, { x: 110, y: 220 }, 2);
    assert.deepEqual([(110 - zoomed.x) / zoomed.k, (220 - zoomed.y) / zoomed.k], [100, 200]);
    assert.equal(zoomAt(view, { x: 0, y: 0 }, 1e9).k, 3);
    assert.equal(zoomAt(view, { x: 0, y: 0 }, 1e-9).k, 0.08);
});

test("a small picture is not blown up, a large one is shown where it begins with letters that can be read", () => {
    assert.equal(fit({ width: 100, height: 100 }, { width: 800, height: 600 }).k, 1);
    const view = openingView({ width: 5000, height: 4000 }, { width: 800, height: 600 }, { x: 2500, y: 20 });
    assert.equal(view.k, 0.85);
    assert.equal(view.x + view.k * 2500, 400);
});

test("what is focused comes into the window, and no further than needed", () => {
    const window = { width: 800, height: 600 };
    assert.deepEqual(reveal({ x: 0, y: 0, k: 1 }, { x: 400, y: 300, width: 100, height: 50 }, window), { x: 0, y: 0, k: 1 });
    const shown = reveal({ x: 0, y: 0, k: 1 }, { x: 1000, y: 300, width: 100, height: 50 }, window);
    assert.deepEqual([shown.x + 1050, shown.y], [776, 0]);
});

test("arrows go to what lies straight ahead", () => {
    const boxes = [{ x: 0, y: 100, name: "below" }, { x: 90, y: 60, name: "aside" }, { x: 180, y: 5, name: "right" }];
    assert.equal(neighbor(boxes, { x: 0, y: 0 }, "down")?.name, "below");
    assert.equal(neighbor(boxes, { x: 0, y: 0 }, "right")?.name, "right");
    assert.equal(neighbor(boxes, { x: 0, y: 0 }, "up"), null);
});

test("an arrow ends at its point", () => {
    const { head, line } = arrow([{ x: 0, y: 0 }, { x: 0, y: 50 }], 10);
    assert.equal(head, "M0 50L-5 40L5 40Z");
    assert.deepEqual(line, [{ x: 0, y: 0 }, { x: 0, y: 43 }]);
});

test("names are cut between letters as one sees them", () => {
    assert.deepEqual(wrap("Confirmation of receipt", 24, 2), ["Confirmation of receipt"]);
    assert.deepEqual(wrap("T05 Print and send confirmation of receipt", 24, 2), ["T05 Print and send", "confirmation of receipt"]);
    assert.deepEqual(wrap("abcdefghij", 5, 1), ["abcd…"]);
    assert.deepEqual(wrap("one two three four", 7, 2), ["one two", "three…"]);
    assert.deepEqual(wrap("👩‍🚀👩‍🚀👩‍🚀", 5, 1), ["👩‍🚀👩‍🚀…"]);
});
