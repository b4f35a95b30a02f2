import type { StoreAnswer } from "../../api/analysis";
import { apiUrl } from "../../api/client";
import { useLiveReload } from "../../api/live";
import { useAnswer } from "../../api/useAnswer";
import { ErrorState, Loading } from "../../parts/States";
import { Table } from "../../parts/Table";
import { Prose, Word } from "../../parts/Text";
import { Time } from "../../parts/Time";
import { bytes, count, plural } from "../../text/numbers";
import { Examination, Findings } from "./Examination";
import { Ledger } from "./Ledger";
import { Rejected } from "./Rejected";

/** The store: how large, which versions, what is kept how long, what became of everything, and whether it is well. */
export default function StorePage() {
    const { data, problem, reload } = useAnswer<StoreAnswer>(apiUrl("store"));
    useLiveReload(reload);
    return (
        <>
            <div class="page-head">
                <h1>Store</h1>
                {data?.name && <p class="page-note"><Word mono>{data.name}</Word></p>}
            </div>
            {problem && <ErrorState problem={problem} retry={reload} />}
            {!data
                ? !problem && <div class="card"><Loading what="Looking at the store" /></div>
                : <Known store={data} />}
        </>
    );
}

function Known({ store }: { store: StoreAnswer }) {
    const { failure, damages, restarts, failedTries } = store.deliveryHealth ?? { failure: null, damages: 0, restarts: 0, failedTries: 0 };
    const problems = store.findings.filter((finding) => finding.level === "problem");
    return (
        <>
            {failure && (
                <div class="state state-error store-failure" role="alert">
                    <p class="state-title">The store takes nothing since <Time at={failure.since} /></p>
                    <Prose>{failure.message}</Prose>
                    <p class="state-text">{plural(failure.tries, "try", "tries")} so far. What is logged waits in the journal; nothing is lost while there is room.</p>
                </div>
            )}
            <dl class="figures">
                <div class="figure-box"><dt>size</dt><dd>{bytes(store.sizeBytes)}<small>of data in use</small></dd></div>
                <Found store={store} name="wal_size" title="write-ahead log" note="not yet in the file" />
                <Found store={store} name="journals" title="journals" note="on their way to the store" />
                <div class="figure-box"><dt>kept</dt><dd>{keptText(store.retention)}<small>{keptNote(store.retention)}</small></dd></div>
                <div class="figure-box"><dt>library</dt><dd class="store-version">{store.library}<small>schema {store.findings.find((one) => one.name === "schema_version")?.value ?? "unknown"}</small></dd></div>
            </dl>
            <div class="store-columns">
                <section class="card">
                    <div class="card-head"><h2>What became of everything</h2><span class="dim">{store.deliveryHealth ? "this process and the store" : "as the store knows it: no writer in this process"}</span></div>
                    <Ledger totals={store.delivery} />
                    {store.deliveryHealth && (failedTries > 0 || damages > 0 || restarts > 0) && (
                        <p class="dim">Since this process began: {plural(failedTries, "failed try", "failed tries")}, {plural(restarts, "restart")} of the writer, {plural(damages, "damage")} found.</p>
                    )}
                </section>
                <section class="card">
                    <div class="card-head"><h2>Numbers issued</h2><span class="dim">by month, UTC</span></div>
                    <Counters counters={store.counters} />
                </section>
            </div>
            <section class="card store-part">
                <div class="card-head"><h2>Set aside</h2><span class="dim">{store.rejected.length === 0 ? "nothing is kept" : `the newest ${store.rejected.length}`}</span></div>
                {store.rejected.length > 0
                    ? <Rejected events={store.rejected} />
                    : store.delivery.rejected > 0
                        ? <p class="dim">{plural(store.delivery.rejected, "record was", "records were")} rejected, and none is kept here any more: an import tells them as it goes, and what was tried again with success is gone.</p>
                        : <p class="dim">What makes no sense, such as a blank <code>StepName</code> or a link without its parts, would be here with its reason. From a terminal: <code>seqlog rejected list</code>.</p>}
            </section>
            {store.findings.length > 0 && (
                <section class="card store-part">
                    <div class="card-head"><h2>Versions and settings</h2>{problems.length > 0 && <span class="bad">{plural(problems.length, "problem")}</span>}</div>
                    <Findings findings={store.findings} />
                </section>
            )}
            <Examination />
        </>
    );
}

function Found({ store, name, title, note }: { store: StoreAnswer; name: string; title: string; note: string }) {
    const finding = store.findings.find((one) => one.name === name);
    return finding
        ? <div class="figure-box"><dt>{title}</dt><dd class="store-version">{finding.value}<small>{note}</small></dd></div>
        : null;
}

function Counters({ counters }: { counters: StoreAnswer["counters"] }) {
    return counters.length === 0
        ? <p class="dim">No sequence was begun yet: <code>using (sequences.Begin(userId: 7))</code> issues the first number.</p>
        : (
            <div class="store-counters">
                <Table caption="Numbers issued by month" rows={[...counters].reverse()} keyOf={(one) => one.month}
                    columns={[
                        { head: "Month", cell: (one) => one.month },
                        { head: "Numbers", number: true, cell: (one) => count(one.last) },
                        { head: "The last", cell: (one) => <span class="mono">{`SEQ-${one.month}-${String(one.last).padStart(5, "0")}`}</span> },
                    ]} />
            </div>
        );
}

function keptText(retention: StoreAnswer["retention"]): string {
    return retention === null ? "not said here" : retention.days === null && retention.bytes === null ? "for ever"
        : [retention.days !== null && plural(Math.round(retention.days), "day"), retention.bytes !== null && bytes(retention.bytes)].filter(Boolean).join(", ");
}

function keptNote(retention: StoreAnswer["retention"]): string {
    return retention === null ? "another process may prune"
        : retention.days === null && retention.bytes === null ? "RetainFor and RetainBytes limit it"
            : retention.active ? "open journeys stay" : "open journeys go too";
}
