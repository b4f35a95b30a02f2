import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { FlowAnswer } from "../../api/analysis";
import { apiUrl } from "../../api/client";
import { exactUrl } from "../../api/exactUrl";
import { useAnswer } from "../../api/useAnswer";
import { useQuietReload } from "../../api/useQuietReload";
import { FilterBar, filtersOf, type FilterName } from "../../parts/FilterBar";
import { OpenedNumber } from "../../parts/OpenedNumber";
import { EmptyState, ErrorState, Loading } from "../../parts/States";
import { StepText } from "../../parts/StepText";
import { Switch } from "../../parts/Switch";
import { changeQuery, place } from "../../shell/location";
import { useQueryState } from "../../shell/useQueryState";
import { count, percent, plural } from "../../text/numbers";
import { waitText } from "../../text/durations";
import { FlowPicture, tellWay } from "./FlowPicture";
import { FlowTable } from "./FlowTable";
import type { FlowLayout } from "./layout";
import { keyOf, shownOf, waysOf, type ShownFlow, type Way } from "./ways";

const filters: readonly FilterName[] = ["since", "status", "user", "language", "property"];
const moreFilters: readonly FilterName[] = ["until", "flow", "step", "component", "text"];
const selection = ["node", "from", "to"] as const;
const usualWays = 40;

/** Which steps follow which: the graph, and behind each of its numbers exactly the journeys. */
export default function FlowPage() {
    const query = place.value.query;
    const asked = filtersOf([...filters, ...moreFilters]);
    const url = apiUrl("flow", asked);
    const answer = useAnswer<FlowAnswer>(url);
    const { data, problem, stale, reload } = answer;
    useQuietReload(answer);
    const [measure, setMeasure] = useQueryState("edges", "count");
    const [as, setAs] = useQueryState("as", "picture");
    const [most, setMost] = useQueryState("ways", String(usualWays));
    const opened = { node: query.get("node"), from: query.get("from"), to: query.get("to") };
    const isWay = opened.from !== null || opened.to !== null;
    const chosen = opened.node ?? (isWay ? keyOf(opened.from, opened.to) : null);

    const total = useMemo(() => data ? waysOf(data).length : 0, [data]);
    const number = Math.min(Math.max(1, Number.parseInt(most, 10) || usualWays), Math.max(1, total));
    const flow = useMemo(() => {
        const way = data && isWay ? waysOf(data).find((one) => one.key === chosen) ?? null : null;
        return data && shownOf(data, number, opened.node ?? way);
    }, [data, number, chosen]);
    const layout = useLayout(as === "picture" ? flow : null);

    const open = (what: { node?: string; from?: string | null; to?: string | null }) =>
        changeQuery({ node: what.node ?? null, from: what.from ?? null, to: what.to ?? null });
    const openStep = (step: string) => open({ node: step });
    const openWay = (way: Way) => open({ from: way.from, to: way.to });

    return (
        <>
            <div class="page-head">
                <h1>Flow</h1>
                <p class="page-note">{data ? coverageText(data) : "Which step follows which, how often, and after how long."}</p>
            </div>
            <div class="asked">
                <FilterBar names={filters} more={moreFilters} reset={selection} />
            </div>
            <div class="asked flow-controls">
                <Switch label="Ways by" value={measure} onChoose={setMeasure} choices={[["count", "how often"], ["wait", "how long"]]} />
                <Switch label="Shown as" value={as} onChoose={setAs} choices={[["picture", "picture"], ["table", "table"]]} />
                {flow && <WaysShown number={number} total={flow.total} onChange={(value) => setMost(String(value), { replace: true })} />}
                {flow && <p class="page-note flow-hidden" aria-live="polite">{hiddenText(flow)}</p>}
            </div>
            {problem && <ErrorState problem={problem} retry={reload} />}
            {!data || !flow
                ? !problem && <div class="flow-wait"><Loading what="Counting steps and ways" /></div>
                : data.nodes.length === 0
                    ? <Nothing isFiltered={[...filters, ...moreFilters].some((name) => query.get(name))} />
                    : (
                        <div class={stale ? "flow-body loading" : "flow-body"} aria-busy={stale}>
                            {as === "table"
                                ? <FlowTable flow={flow} chosen={chosen} onStep={openStep} onWay={openWay} />
                                : layout
                                    ? (
                                        <FlowPicture flow={flow} layout={layout} question={`${url} ${number}`} measure={measure === "wait" ? "wait" : "count"}
                                            chosen={chosen} onStep={openStep} onWay={openWay} />
                                    )
                                    : <div class="flow-wait"><Loading what="Drawing" /></div>}
                        </div>
                    )}
            {chosen !== null && <Opened opened={opened} asked={asked} data={data} onClose={() => open({})} />}
        </>
    );
}

function Opened({ opened, asked, data, onClose }: {
    opened: { node: string | null; from: string | null; to: string | null };
    asked: ReturnType<typeof filtersOf>;
    data: FlowAnswer | null;
    onClose: () => void;
}) {
    const url = exactUrl(
        "flow/sequences", { ...asked, limit: 25 },
        opened.node !== null ? { node: opened.node } : { from: opened.from ?? "", to: opened.to ?? "" });
    const node = data?.nodes.find((one) => one.step === opened.node);
    const way = data && opened.node === null ? waysOf(data).find((one) => one.key === keyOf(opened.from, opened.to)) : undefined;
    const label = node ? `Journeys with ${node.step}` : way ? tellWay(way) : "Journeys";
    return (
        <OpenedNumber label={label} url={url} number={node?.count ?? way?.count ?? null} onClose={onClose} title={<Title {...opened} />}>
            {node && (
                <dl class="facts">
                    <dt>made</dt><dd>{plural(node.count, "time")}</dd>
                    <dt>failed</dt><dd>{node.failed > 0 ? `${plural(node.failed, "time")}, ${percent(node.failed / node.count)}` : "never"}</dd>
                </dl>
            )}
            {way && (
                <dl class="facts">
                    <dt>gone</dt><dd>{plural(way.count, "time")}</dd>
                    {way.waits && (
                        <>
                            <dt>half within</dt><dd>{waitText(way.waits.median * 1_000)}</dd>
                            <dt>95 % within</dt><dd>{waitText(way.waits.p95 * 1_000)}</dd>
                            <dt>on average</dt><dd>{waitText(way.waits.mean * 1_000)}</dd>
                        </>
                    )}
                </dl>
            )}
        </OpenedNumber>
    );
}

function Title({ node, from, to }: { node: string | null; from: string | null; to: string | null }) {
    if (node !== null) {
        return <StepText step={node} />;
    }

    return from === null
        ? <>Began with <StepText step={to ?? ""} /></>
        : to === null
            ? <>Ended with, or are at <StepText step={from} /></>
            : <><StepText step={from} /> <span aria-label="to">→</span> <StepText step={to} /></>;
}

function WaysShown({ number, total, onChange }: { number: number; total: number; onChange: (value: number) => void }) {
    return (
        <label class="filter flow-ways">
            <span>Ways shown</span>
            <span class="flow-ways-fields">
                <input type="range" min={1} max={total} value={number} aria-label={`Ways shown, of ${total}`}
                    onInput={(event) => onChange(Number(event.currentTarget.value))} />
                <input type="number" min={1} max={total} value={number} aria-label="Number of ways shown"
                    onChange={(event) => onChange(Number(event.currentTarget.value) || 1)} />
                <span>of {count(total)}</span>
            </span>
        </label>
    );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
    return (
        <EmptyState title={isFiltered ? "No journey is like that" : "No step yet"}>
            {isFiltered
                ? <>No journey with a step fits these filters. Clear one of them, or begin earlier.</>
                : (
                    <>
                        Steps are events with <code>StepName</code>: <code>Log.Information("{"{StepName}"} from /start", "User_Flow_1_Start")</code>.
                        Files that are there already become journeys with <code>seqlog import logs/*.clef --sequence-by CaseId</code>.
                    </>
                )}
        </EmptyState>
    );
}

function hiddenText({ hiddenSteps, hiddenShare, ways, total }: ShownFlow): string {
    const rest = total - ways.length;
    return rest === 0
        ? "All ways are shown."
        : `${plural(rest, "rare way")}${hiddenSteps > 0 ? ` and ${plural(hiddenSteps, "step")}` : ""} not shown: ${percent(hiddenShare)} of all going.`;
}

function coverageText({ kept, firstMonth, lastMonth, sequences }: FlowAnswer): string {
    if (!kept) {
        return `All steps of ${plural(sequences ?? 0, "journey")}, read now.`;
    }

    return firstMonth && firstMonth === lastMonth
        ? `The steps made in ${firstMonth}, counted as they arrived.`
        : "All steps ever made, counted as they arrived.";
}

/** Lays out with the library, which is loaded when it is first needed. The same steps and ways keep their places. */
function useLayout(flow: ShownFlow | null): FlowLayout | null {
    const [layout, setLayout] = useState<FlowLayout | null>(null);
    const key = flow && [...flow.ways.map((way) => way.key)].sort().join("\n");
    const newest = useRef(key);
    newest.current = key;
    useEffect(() => {
        if (flow) {
            import("./layout").then(({ layOut }) => {
                if (newest.current === key) {
                    setLayout(layOut(flow));
                }
            }, () => location.reload());
        }
    }, [key]);
    return layout;
}
