import assert from "node:assert/strict";
import { test } from "node:test";
import type { FunnelResult } from "../src/api/analysis";
import { countOf, numberText, partsOfStep, sumOf } from "../src/pages/funnel/numbers";
import { moved, readSteps, writeSteps } from "../src/pages/funnel/steps";

const step = (name: string, reached: number, inProgress: number, left: number, after: { step: string | null; count: number }[] = []) => ({
    step: name, reached, share: reached / 10, fromPrevious: 1, left, inProgress, medianSeconds: null, p95Seconds: null, after,
});
const funnel: FunnelResult = {
    sequences: 12, converted: 3, conversion: 0.3, medianSeconds: 1, p95Seconds: 2,
    steps: [step("A", 10, 1, 3, [{ step: "X: y", count: 2 }, { step: null, count: 1 }]), step("B", 6, 2, 1), step("C", 3, 0, 0)],
};

test("steps come back from an address as they went in, whatever they are called", () => {
    for (const steps of [["A"], ["A", "B"], ["a,b", "c\\d", "\\,"], ["حجز", "日本"], ["ends with \\"]]) {
        assert.deepEqual(readSteps(writeSteps(steps)), steps);
    }

    assert.deepEqual(readSteps("A,,B, "), ["A", "B"]);
    assert.deepEqual(readSteps(null), []);
});

test("a step moves by one, and not beyond the ends", () => {
    assert.deepEqual(moved(["A", "B", "C"], 0, 1), ["B", "A", "C"]);
    assert.deepEqual(moved(["A", "B", "C"], 2, -1), ["A", "C", "B"]);
    assert.deepEqual(moved(["A", "B"], 0, -1), ["A", "B"]);
    assert.deepEqual(moved(["A", "B"], 1, 1), ["A", "B"]);
});

test("the parts of a bar are all that reached the step", () => {
    funnel.steps.forEach((one, index) => {
        const parts = partsOfStep(funnel, index);
        assert.equal(parts.reduce((sum, part) => sum + part.count, 0), one.reached);
        assert.equal(Math.round(parts.at(-1)!.to * 1e9), Math.round(one.share * 1e9));
    });
    assert.deepEqual(partsOfStep(funnel, 0).map((part) => part.number), ["reached:2", "in-progress:1", "left:1"]);
    assert.equal(partsOfStep(funnel, 2)[0]!.number, "converted");
});

test("a number is told in words, and counted as in the answer", () => {
    const names = funnel.steps.map((one) => one.step);
    const told = (number: string) => [numberText(number, names), countOf(number, funnel)];
    assert.deepEqual(told("converted"), ["Converted", 3]);
    assert.deepEqual(told("outside"), ["Never came to A", 2]);
    assert.deepEqual(told("reached:2"), ["Reached B", 6]);
    assert.deepEqual(told("in-progress:2"), ["In progress at B", 2]);
    assert.deepEqual(told("left:1"), ["Left behind A", 3]);
    assert.deepEqual(told("left:1:X: y"), ["Left behind A for X: y", 2]);
    assert.deepEqual(told("left:1:"), ["Left behind A and did nothing more", 1]);
    assert.deepEqual(told("left:9"), ["Left behind ", null]);
    assert.deepEqual([sumOf(funnel, "left"), sumOf(funnel, "inProgress")], [4, 3]);
});
