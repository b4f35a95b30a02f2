import assert from "node:assert/strict";
import { test } from "node:test";
import { metadataRows, partsOf, visible } from "../src/text/steps";

test("a name is read as the library reads it", () => {
    assert.deepEqual(partsOf("CreateAd_Step_6_CalculatePrice"), { flow: "CreateAd", number: "6", name: "CalculatePrice" });
    assert.deepEqual(partsOf("User_Flow_1_Start"), { flow: "User", number: "1", name: "Start" });
    assert.deepEqual(partsOf("A_Step_x_Step_2_B"), { flow: "A_Step_x", number: "2", name: "B" });
    assert.deepEqual(partsOf("A_Step_3"), { flow: "A", number: "3", name: "A_Step_3" });
});

test("any other name is its own", () => {
    for (const name of ["T02 Check confirmation of receipt", "_Step_1_X", "A_Step_0_X", "A_Step_1234567_X", "A_Step_1b", ""]) {
        assert.deepEqual(partsOf(name), { flow: null, number: null, name });
    }
});

test("metadata is text, whatever it holds", () => {
    assert.deepEqual(metadataRows({ a: 1, b: null, c: "<b>" }), [["a", "1"], ["b", "null"], ["c", "<b>"]]);
    assert.deepEqual(metadataRows(null), []);
});

test("a name that nobody can see is told as such", () => {
    assert.equal(visible("\u200b\u202e "), "(invisible)");
    assert.equal(visible("قناة"), "قناة");
});
