import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../src/pages/journey/folding";

const items = Array.from({ length: 100 }, (_, index) => index);

test("what fits is not folded", () =>
    assert.equal(fold(items, 100, () => false).every((part) => "item" in part), true));

test("beginning and end stay, the middle is one fold", () => {
    const parts = fold(items, 10, () => false);
    assert.deepEqual(parts.filter((part) => "item" in part).map((part) => part.item), [0, 1, 2, 93, 94, 95, 96, 97, 98, 99]);
    assert.deepEqual(parts.filter((part) => "from" in part), [{ from: 3, to: 92 }]);
});

test("what failed is never folded away, and nothing is told twice or left out", () => {
    const parts = fold(items, 10, (item) => item === 50);
    const told = parts.flatMap((part) => "item" in part ? [part.item] : items.slice(part.from, part.to + 1));
    assert.deepEqual(told, items);
    assert.equal(parts.some((part) => "item" in part && part.item === 50), true);
});
