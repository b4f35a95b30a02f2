import assert from "node:assert/strict";
import { test } from "node:test";
// @ts-expect-error a script of the build, without types
import { findIn } from "../unsafe.mjs";

test("sources that would make markup or code of data are refused", () => {
    for (const line of [
        "<p dangerouslySetInnerHTML={{ __html: text }} />", "node.innerHTML = text;", "node.outerHTML = text", "document.write(text)",
        "node.insertAdjacentHTML('beforeend', text)", "eval(text)", "new Function(text)", '<iframe srcdoc={text} />',
        '<a href="javascript:void 0">', '<p style="color: red">',
    ]) {
        assert.equal(findIn("a.tsx", `const ok = 1;\n${line}`).length, 1, line);
    }
});

test("others are not", () => assert.deepEqual(findIn("a.tsx", 'evaluate(text); node.textContent = text; const style = "x";'), []));
