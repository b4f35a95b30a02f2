import assert from "node:assert/strict";
import { test } from "node:test";
import { align, fold } from "../src/pages/variants/ways";

const folded = (way: string) => fold(way.split("")).map(({ steps, times }) => times > 1 ? `(${steps.join("")})${times}` : steps.join("")).join("");
const side = (left: string, right: string) => align(left.split(""), right.split("")).map((row) => `${row.left ?? "-"}${row.right ?? "-"}`).join(" ");

test("repeats are folded, of one step and of several", () => {
    assert.equal(folded("ABC"), "ABC");
    assert.equal(folded("AAB"), "(A)2B");
    assert.equal(folded("ABABABC"), "(AB)3C");
    assert.equal(folded("XABCABCY"), "X(ABC)2Y");
    assert.equal(folded("AAAA"), "(A)4");
    assert.equal(folded(""), "");
});

test("what is folded unfolds to the way that it was", () => {
    for (let seed = 1; seed < 200; seed++) {
        const way = Array.from({ length: seed % 23 }, (_, index) => "ABC"[(seed * (index + 3) * 2654435761 >>> 7) % 3]!);
        assert.deepEqual(fold(way).flatMap(({ steps, times }) => Array.from({ length: times }, () => steps).flat()), way);
    }
});

test("two ways lie side by side by what they have in common", () => {
    assert.equal(side("ABC", "ABC"), "AA BB CC");
    assert.equal(side("ABCD", "ACD"), "AA B- CC DD");
    assert.equal(side("AC", "ABC"), "AA -B CC");
    assert.equal(side("AX", "AY"), "AA X- -Y");
    assert.equal(side("", "A"), "-A");
});
