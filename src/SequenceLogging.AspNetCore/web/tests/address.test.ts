import assert from "node:assert/strict";
import { test } from "node:test";
import { nextOf } from "../src/api/client";
import { search, to } from "../src/shell/mount";
import { pageOf } from "../src/pages";
import { idOf } from "../src/shell/SearchBox";
import { wordsOf } from "../src/text/searchWords";

test("what is empty stays out of the address, what is false or 0 does not", () =>
    assert.equal(search({ a: "", b: null, c: undefined, d: 0, e: false, f: "x y&z" }), "?d=0&e=false&f=x+y%26z"));

test("a page's address lies under the mount", () => assert.equal(to("search", { q: "payments:TE5768" }), "/search?q=payments%3ATE5768"));

test("a path finds its page, and an id what it stands for", () => {
    assert.equal(pageOf("/")?.page.name, "Overview");
    assert.equal(pageOf("/journeys/SEQ-2025-07-00001")?.id, "SEQ-2025-07-00001");
    assert.equal(pageOf("/journeys/%zz")?.id, "%zz");
    assert.equal(pageOf("/journeys/"), null);
    assert.equal(pageOf("/nowhere"), null);
});

test("the next page is read from the Link header", () => {
    assert.equal(nextOf('</a?before=SEQ-1>; rel="next"'), "/a?before=SEQ-1");
    assert.equal(nextOf('</a>; rel="prev", </b>; rel=next'), "/b");
    assert.equal(nextOf('</a>; rel="prev"'), null);
    assert.equal(nextOf(null), null);
});

test("filters become words of the search box", () => {
    assert.equal(wordsOf(" timeout ", { status: "failed", user: "", step: "T02 Check" }), 'timeout status:failed step:"T02 Check"');
    assert.equal(wordsOf("", { text: 'a "b" c' }), 'text:"a b c"');
    assert.equal(wordsOf("", {}), "");
});

test("an id opens its journey at once, also with a step behind it; a part of one does not", () => {
    assert.equal(idOf(" seq-2025-07-00001 "), "SEQ-2025-07-00001");
    assert.equal(idOf("SEQ-2025-07-00001:Payment_Step_1_ProcessTON"), "SEQ-2025-07-00001");
    assert.equal(idOf("SEQ-2025-07-"), null);
    assert.equal(idOf("SEQ-2025-07-00001 status:failed"), null);
});
