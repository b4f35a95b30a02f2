import { useEffect, useMemo, useState } from "preact/hooks";
import type { FunnelAnswer } from "../../api/analysis";
import { apiUrl } from "../../api/client";
import { exactUrl } from "../../api/exactUrl";
import type { KnownNames } from "../../api/types";
import { useAnswer } from "../../api/useAnswer";
import { useQuietReload } from "../../api/useQuietReload";
import { FilterBar, filtersOf, type FilterName } from "../../parts/FilterBar";
import { Icon } from "../../parts/Icon";
import { OpenedNumber } from "../../parts/OpenedNumber";
import { EmptyState, ErrorState, Loading } from "../../parts/States";
import { StepText } from "../../parts/StepText";
import { Switch } from "../../parts/Switch";
import { changeQuery, place } from "../../shell/location";
import { waitText } from "../../text/durations";
import { count, percent, plural } from "../../text/numbers";
import { FunnelBars, Key, Opens } from "./FunnelBars";
import { GroupTable, nameOf, type GroupChoice } from "./GroupTable";
import { countOf, numberText, sumOf } from "./numbers";
import { StepList } from "./StepList";
import { readSteps, writeSteps } from "./steps";

const filters: readonly FilterName[] = ["since", "status", "language", "property"];
const moreFilters: readonly FilterName[] = ["until", "user", "component", "step", "text"];
// In the page's address an empty value would be lost: a group without a value has a word of its own.
const selection = ["number", "group", "none", "rest"] as const;
const frequentSteps = 12;

/** How far journeys come in a flow or a list of steps: who converted, who left and where to, who is still there. */
export default function FunnelPage() {
    const query = place.value.query;
    const names = useAnswer<KnownNames>(apiUrl("flows"));
    const flow = query.get("flow");
    const text = query.get("steps");
    const steps = useMemo(() => readSteps(text), [text]);
    const choices = { mode: query.get("mode"), window: query.get("window"), idle: query.get("idle"), by: query.get("by") };
    const asked = { ...filtersOf([...filters, ...moreFilters]), ...choices, flow: steps.length > 0 ? null : flow, steps: steps.length > 0 ? writeSteps(steps) : null };
    const isAsked = steps.length > 0 || flow !== null;
    const answer = useAnswer<FunnelAnswer>(isAsked ? apiUrl("funnel", asked) : null);
    const { data, problem, stale, reload } = answer;
    useQuietReload(answer);
    const number = query.get("number");
    const group: GroupChoice = { group: query.get("none") === "true" ? "" : query.get("group"), rest: query.get("rest") === "true" };
    const isOfGroup = group.group !== null || group.rest;

    // Whoever comes without a question sees the flow that is gone most.
    const first = names.data && mostGone(names.data);
    useEffect(() => {
        if (!isAsked && first && query.size === 0) {
            changeQuery({ flow: first }, { replace: true });
        }
    }, [isAsked, first]);

    const change = (changes: Record<string, string | null>) => changeQuery({ number: null, group: null, none: null, rest: null, ...changes });
    const open = (which: string | null, of: GroupChoice = { group: null, rest: false }) => changeQuery({
        number: which, group: of.group || null, none: of.group === "" ? "true" : null, rest: of.rest ? "true" : null,
    });
    const result = data && isOfGroup
        ? data.groups.find((one) => one.isRest === group.rest && (group.rest || (one.value ?? "") === group.group))?.result ?? data
        : data;
    const stepNames = data?.steps.map((step) => step.step) ?? steps;

    return (
        <>
            <div class="page-head">
                <h1>Funnel</h1>
                <p class="page-note">How far journeys come in some steps: who went on, who is still there, who left and where to.</p>
            </div>
            <FilterBar names={filters} more={moreFilters} reset={selection} />
            <section class="card funnel-asked" aria-label="What is asked">
                <FlowOrSteps names={names.data} flow={flow} steps={steps} places={stepNames} change={change} />
                <Choices {...choices} change={change} />
            </section>
            {problem && <ErrorState problem={problem} retry={reload} />}
            {!isAsked
                ? <Nothing names={names.data} change={change} />
                : !data
                    ? !problem && <div class="card"><Loading what="Counting journeys" /></div>
                    : data.sequences === 0
                        ? <EmptyState title="No journey is like that">No journey fits these filters. Clear one of them, or begin earlier.</EmptyState>
                        : (
                            <div class={stale ? "loading" : undefined} aria-busy={stale}>
                                <Summary data={data} number={isOfGroup ? null : number} onOpen={(which) => open(which)} />
                                <section class="card">
                                    <div class="card-head">
                                        <h2>Steps</h2>
                                        <ul class="legend">
                                            <li><Key kind="on" /> went on</li><li><Key kind="converted" /> converted</li>
                                            <li><Key kind="progress" /> in progress</li><li><Key kind="left" /> left</li>
                                        </ul>
                                    </div>
                                    <FunnelBars result={data} chosen={isOfGroup ? null : number} onOpen={(which) => open(which)} />
                                </section>
                                {data.by !== null && (
                                    <section class="card funnel-groups">
                                        <div class="card-head"><h2>By <bdi>{data.by}</bdi></h2></div>
                                        <GroupTable by={data.by} groups={data.groups} chosen={group} number={number} onOpen={open} />
                                    </section>
                                )}
                            </div>
                        )}
            {number !== null && isAsked && (
                <OpenedNumber label={numberText(number, stepNames)} number={result && countOf(number, result)}
                    title={<><bdi>{numberText(number, stepNames)}</bdi>{isOfGroup && <>, <bdi>{nameOf({ isRest: group.rest, value: group.group || null })}</bdi></>}</>}
                    url={exactUrl("funnel/sequences", { ...asked, open: number, limit: 25 }, { group: group.group, rest: group.rest ? "true" : null })}
                    onClose={() => open(null)} />
            )}
        </>
    );
}

function Summary({ data, number, onOpen }: { data: FunnelAnswer; number: string | null; onOpen: (number: string) => void }) {
    const began = data.steps[0]!.reached;
    const outside = data.sequences - began;
    return (
        <dl class="figures">
            <div class="figure-box">
                <dt>began</dt>
                <dd>
                    <Opens number="reached:1" text={count(began)} what="began" chosen={number} onOpen={onOpen} />
                    <small>of {plural(data.sequences, "journey")}{outside > 0 && <>; <Opens number="outside" text={count(outside)} what="never came to the first step" chosen={number} onOpen={onOpen} /> never came here</>}</small>
                </dd>
            </div>
            <div class="figure-box">
                <dt>converted</dt>
                <dd><Opens number="converted" text={count(data.converted)} what="converted" chosen={number} onOpen={onOpen} /><small>{percent(data.conversion)} of those that began</small></dd>
            </div>
            <div class="figure-box"><dt>in progress</dt><dd>{count(sumOf(data, "inProgress"))}<small>open, and in time</small></dd></div>
            <div class="figure-box"><dt>left</dt><dd>{count(sumOf(data, "left"))}<small>will not come further</small></dd></div>
            <div class="figure-box">
                <dt>took</dt>
                <dd>{data.medianSeconds === null ? "–" : waitText(data.medianSeconds * 1_000)}<small>{data.p95Seconds === null ? "nobody converted" : `half of them; 95 % within ${waitText(data.p95Seconds * 1_000)}`}</small></dd>
            </div>
        </dl>
    );
}

function FlowOrSteps({ names, flow, steps, places, change }: {
    names: KnownNames | null;
    flow: string | null;
    steps: string[];
    places: string[];
    change: (changes: Record<string, string | null>) => void;
}) {
    const isOwn = steps.length > 0 || flow === null;
    const known = useMemo(() => [...new Set(names?.steps.map((step) => step.name) ?? [])], [names]);
    const [isOpen, setIsOpen] = useState(isOwn);
    const flows = names?.flows ?? [];
    const ownSteps = () => {
        const of = flows.find((one) => one.name === flow)?.places.map((place) => place[0]!) ?? places;
        change({ flow: null, steps: of.length > 0 ? writeSteps(of) : null });
        setIsOpen(true);
    };
    return (
        <div class="funnel-steps-asked">
            <div class="funnel-source">
                {(names === null || flows.length > 0) && (
                    <label class={!isOwn ? "filter filter-set" : "filter"}>
                        <span>Flow</span>
                        <select value={isOwn ? "" : flow ?? ""} onChange={(event) => event.currentTarget.value === ""
                            ? ownSteps()
                            : change({ flow: event.currentTarget.value, steps: null })}>
                            <option value="">steps of your own</option>
                            {flow !== null && !flows.some((one) => one.name === flow) && <option value={flow}>{flow}</option>}
                            {flows.map((one) => <option key={one.name} value={one.name}>{one.name} ({plural(one.places.length, "step")})</option>)}
                        </select>
                    </label>
                )}
                {!isOwn && <button type="button" class="quiet" onClick={ownSteps}>Change the steps</button>}
                {isOwn && steps.length > 0 && (
                    <button type="button" class="quiet" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
                        <Icon name="chevron" /> {isOpen ? "Hide" : "Show"} the {plural(steps.length, "step")}
                    </button>
                )}
            </div>
            {isOwn && (isOpen || steps.length === 0) && (
                <StepList steps={steps} known={known} onChange={(list) => change({ steps: list.length > 0 ? writeSteps(list) : null, flow: null })} />
            )}
        </div>
    );
}

function Choices({ mode, window, idle, by, change }: {
    mode: string | null; window: string | null; idle: string | null; by: string | null;
    change: (changes: Record<string, string | null>) => void;
}) {
    const isWord = by === null || by === "language" || by === "user";
    const [wantsProperty, setWantsProperty] = useState(!isWord);
    return (
        <div class="asked funnel-choices">
            <Switch label="Steps come" value={mode ?? "ordered"} onChoose={(value) => change({ mode: value === "ordered" ? null : value })}
                choices={[["ordered", "in this order"], ["strict", "directly behind"], ["any", "in any order"]]} />
            <Span name="Within" hint="any time" value={window} ages={["30min", "12h", "1d", "7d", "4w"]} onChange={(value) => change({ window: value })} />
            <Span name="Left when quiet for" hint="never" value={idle} ages={["1h", "12h", "1d", "7d"]} onChange={(value) => change({ idle: value })} />
            <label class={by ? "filter filter-set" : "filter"}>
                <span>Broken down by</span>
                <select value={wantsProperty ? "*" : by ?? ""} onChange={(event) => {
                    const value = event.currentTarget.value;
                    setWantsProperty(value === "*");
                    change({ by: value === "*" || value === "" ? null : value });
                }}>
                    <option value="">nothing</option><option value="language">language</option><option value="user">user</option><option value="*">a property…</option>
                </select>
            </label>
            {wantsProperty && <Typed name="Property" hint="Campaign" value={isWord ? null : by} onChange={(value) => change({ by: value })} />}
        </div>
    );
}

function Span({ name, hint, value, ages, onChange }: {
    name: string; hint: string; value: string | null; ages: readonly string[]; onChange: (value: string | null) => void;
}) {
    const isKnown = value === null || ages.includes(value);
    return (
        <label class={value ? "filter filter-set funnel-span" : "filter funnel-span"}>
            <span>{name}</span>
            <select value={value ?? ""} onChange={(event) => onChange(event.currentTarget.value || null)}>
                <option value="">{hint}</option>
                {(isKnown ? ages : [...ages, value]).map((age) => <option key={age} value={age}>{ageText(age)}</option>)}
            </select>
        </label>
    );
}

function Typed({ name, hint, value, onChange }: { name: string; hint: string; value: string | null; onChange: (value: string | null) => void }) {
    const [typed, setTyped] = useState(value ?? "");
    useEffect(() => setTyped(value ?? ""), [value]);
    const take = () => {
        if (typed.trim() !== (value ?? "")) {
            onChange(typed.trim() || null);
        }
    };
    return (
        <label class="filter">
            <span>{name}</span>
            <input type="text" dir="auto" value={typed} placeholder={hint} maxLength={200} spellcheck={false} onInput={(event) => setTyped(event.currentTarget.value)}
                onBlur={take} onKeyDown={(event) => event.key === "Enter" && take()} />
        </label>
    );
}

function Nothing({ names, change }: { names: KnownNames | null; change: (changes: Record<string, string | null>) => void }) {
    if (!names) {
        return <Loading what="Looking for flows" />;
    }

    const frequent = [...new Set(names.steps.map((step) => step.name))].slice(0, frequentSteps);
    return (
        <EmptyState title={names.steps.length === 0 ? "No step yet" : "Which steps?"}>
            {names.steps.length === 0
                ? <>Steps are events with <code>StepName</code>: <code>Log.Information("{"{StepName}"} from /start", "User_Flow_1_Start")</code>.</>
                : (
                    <>
                        <p>
                            Add steps in their order above, or begin with one of the most frequent. Names such as <code>CreateAd_Step_6_CalculatePrice</code> tell
                            a flow by themselves; it can then be picked at once. The same from a terminal: <code>seqlog funnel A B C</code>.
                        </p>
                        <ul class="funnel-begin">
                            {frequent.map((step) => (
                                <li key={step}><button type="button" onClick={() => change({ steps: writeSteps([step]) })}><StepText step={step} /></button></li>
                            ))}
                        </ul>
                    </>
                )}
        </EmptyState>
    );
}

function mostGone({ flows, steps }: KnownNames): string | null {
    const made = new Map<string, number>();
    for (const { name, count } of steps) {
        made.set(name, (made.get(name) ?? 0) + count);
    }

    const going = (places: string[][]) => places.length < 2 ? 0 : places.flat().reduce((sum, name) => sum + (made.get(name) ?? 0), 0);
    return flows.length === 0 ? null : flows.reduce((best, one) => going(one.places) > going(best.places) ? one : best).name;
}

function ageText(age: string): string {
    const [, number, unit] = /^(\d+)(min|h|d|w)$/.exec(age) ?? [];
    const names: Record<string, string> = { min: "minute", h: "hour", d: "day", w: "week" };
    return number && unit ? plural(Number(number), names[unit]!) : age;
}
