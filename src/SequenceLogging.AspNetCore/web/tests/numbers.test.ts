import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, count, percent, plural, shortCount } from "../src/text/numbers";

test("only nothing is 0 % and only all is 100 %", () => {
    assert.equal(percent(0), "0 %");
    assert.equal(percent(1), "100 %");
    assert.equal(percent(0.99999), "99.9 %");
    assert.equal(percent(0.00001), "0.1 %");
    assert.equal(percent(5 / 6), "83.3 %");
    assert.equal(percent(null), "–");
});

test("counts and sizes are said as the command line says them", () => {
    assert.equal(count(8577), "8,577");
    assert.equal(plural(1, "step"), "1 step");
    assert.equal(plural(0, "try", "tries"), "0 tries");
    assert.equal(shortCount(9_999), "9,999");
    assert.equal(shortCount(12_345_678), "12.3 M");
    assert.equal(bytes(512), "512 B");
    assert.equal(bytes(1_500_000), "1.4 MiB");
});
