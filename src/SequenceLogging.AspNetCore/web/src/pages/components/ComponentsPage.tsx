import type { ComponentFigures, ComponentReport, ErrorGroup, StepFigures } from "../../api/analysis";
import { apiUrl } from "../../api/client";
import { useAnswer } from "../../api/useAnswer";
import { useQuietReload } from "../../api/useQuietReload";
import { BarChart } from "../../charts/BarChart";
import { filtersOf } from "../../parts/FilterBar";
import { OpenedNumber } from "../../parts/OpenedNumber";
import { EmptyState, ErrorState, Loading } from "../../parts/States";
import { StepText } from "../../parts/StepText";
import { Table, type Column } from "../../parts/Table";
import { Word } from "../../parts/Text";
import { changeQuery, place } from "../../shell/location";
import { to } from "../../shell/mount";
import { durationText } from "../../text/durations";
import { count, percent, plural } from "../../text/numbers";
import { dayText, daysBetween, daysUpTo } from "./days";
import { DaysBar } from "./DaysBar";
import { Durations } from "./Durations";
import { Errors, keyOf } from "./Errors";

const selection = ["type", "at", "of"] as const;
const noName = "(none)";

/** How components fare: success, durations day by day, and their errors in groups. */
export default function ComponentsPage() {
    const query = place.value.query;
    const asked = filtersOf(["since", "until", "step"]);
    const answer = useAnswer<ComponentReport>(apiUrl("components", asked));
    const { data, problem, stale, reload } = answer;
    useQuietReload(answer);
    const chosen = data?.components.find((one) => (one.component ?? noName) === query.get("name")) ?? data?.components[0] ?? null;
    const opened = openedOf(query);
    const group = opened && data?.components.flatMap((one) => one.errors).find((one) => keyOf(one) === keyOf(opened));

    return (
        <>
            <div class="page-head">
                <h1>Components</h1>
                <p class="page-note">
                    {data ? `Steps made from ${dayText(data.firstDay, true)} to ${dayText(data.lastDay, true)}, UTC days.` : "Success, durations and errors by component."}
                </p>
            </div>
            <DaysBar first={data?.firstDay ?? null} last={data?.lastDay ?? null} steps={chosen?.steps.map((row) => row.step) ?? []}
                change={(changes) => changeQuery({ ...Object.fromEntries(selection.map((name) => [name, null])), ...changes })} />
            <div class="components-body">
                {problem && <ErrorState problem={problem} retry={reload} />}
                {!data
                    ? !problem && <div class="card"><Loading what="Reading the days" /></div>
                    : data.components.length === 0
                        ? <Nothing step={query.get("step")} />
                        : (
                            <div class={stale ? "loading" : undefined} aria-busy={stale}>
                                <section class="card">
                                    <Overall components={data.components} chosen={chosen} />
                                </section>
                                {chosen && <Component report={data} of={chosen} opened={opened && keyOf(opened)} />}
                            </div>
                        )}
            </div>
            {opened && (
                <OpenedNumber label={`Journeys with ${opened.type}`} title={<Word>{opened.type}</Word>} onClose={() => changeQuery({ type: null, at: null, of: null })}
                    url={apiUrl("components/errors", {
                        since: asked["since"], until: asked["until"], type: opened.type, component: opened.component, step: opened.step, limit: 25,
                    })}>
                    {group && (
                        <dl class="facts">
                            <dt>happened</dt><dd>{plural(group.count, "time")} in {plural(group.sequences, "journey")}</dd>
                            {group.component && <><dt>component</dt><dd><Word>{group.component}</Word></dd></>}
                            {group.step && <><dt>step</dt><dd><StepText step={group.step} /></dd></>}
                            {group.code && <><dt>code</dt><dd><Word mono>{group.code}</Word></dd></>}
                        </dl>
                    )}
                </OpenedNumber>
            )}
        </>
    );
}

const figureColumns = <T,>(of: (row: T) => StepFigures): Column<T>[] => [
    { head: "Steps", number: true, cell: (row) => count(of(row).totalSteps) },
    { head: "Failed", number: true, cell: (row) => of(row).failedSteps > 0 ? <span class="bad">{count(of(row).failedSteps)}</span> : "0" },
    { head: "Success", cell: (row) => <Success share={of(row).successRate} /> },
    { head: "Half within", number: true, cell: (row) => durationText(of(row).p50Ms) || "–" },
    { head: "95 %", number: true, cell: (row) => durationText(of(row).p95Ms) || "–" },
    { head: "99 %", number: true, wide: true, cell: (row) => durationText(of(row).p99Ms) || "–" },
];

function Overall({ components, chosen }: { components: ComponentFigures[]; chosen: ComponentFigures | null }) {
    const name = (one: ComponentFigures) => one.component ?? noName;
    return (
        <Table caption="Components" rows={components} keyOf={name} isMarked={(one) => one === chosen}
            columns={[
                {
                    head: "Component", cell: (one) => (
                        <button type="button" class="number-link component-name" aria-pressed={one === chosen}
                            onClick={() => changeQuery({ name: name(one), type: null, at: null, of: null })}>
                            {one.component === null ? <em>without a name</em> : <Word>{one.component}</Word>}
                        </button>
                    ),
                },
                ...figureColumns<ComponentFigures>((one) => one.figures),
                { head: "Errors", number: true, cell: (one) => one.errors.length === 0 ? "none" : plural(one.errors.length, "kind") },
            ]} />
    );
}

function Component({ report, of, opened }: { report: ComponentReport; of: ComponentFigures; opened: string | null }) {
    const byDay = new Map(of.days.map((day) => [day.day, day.figures]));
    const days = daysBetween(report.firstDay, report.lastDay).map((day) => ({ day, figures: byDay.get(day) ?? null }));
    const isTimed = of.figures.p50Ms !== null;
    const title = of.component ?? "without a name";
    return (
        <>
            <div class="component-charts">
                <section class="card">
                    <div class="card-head"><h2><Word>{title}</Word>: steps by day</h2><span class="dim">red: failed</span></div>
                    <BarChart label={`Steps of ${title} by day`} unit="steps"
                        bars={days.map(({ day, figures }) => ({ key: day, name: dayText(day), title: dayText(day, true), value: figures?.totalSteps ?? 0, bad: figures?.failedSteps ?? 0 }))} />
                </section>
                <section class="card">
                    <div class="card-head"><h2>How long they took</h2></div>
                    {isTimed
                        ? <Durations label={`Durations of ${title} by day`} days={days} />
                        : (
                            <EmptyState title="No step told its duration">
                                Time a step with <code>using var step = log.BeginStep("Payment_Step_3_Verify")</code>, or add <code>DurationMs</code> or <code>Elapsed</code> to its event.
                            </EmptyState>
                        )}
                </section>
            </div>
            <section class="card component-part">
                <div class="card-head">
                    <h2>Errors</h2>
                    {report.errorsAreCut && <span class="dim">of the newest errors alone: there are more than are read at once</span>}
                </div>
                {of.errors.length === 0
                    ? <p class="dim">Nothing went wrong in these days.</p>
                    : <Errors groups={of.errors} chosen={opened} onOpen={open} />}
            </section>
            <section class="card component-part">
                <div class="card-head"><h2>Steps</h2></div>
                <Table caption={`Steps of ${title}`} rows={of.steps} keyOf={(row) => row.step}
                    columns={[
                        { head: "Step", cell: (row) => <a href={to("/flow", { node: row.step })} title="In the flow"><StepText step={row.step} /></a> },
                        ...figureColumns<{ step: string; figures: StepFigures }>((row) => row.figures),
                    ]} />
            </section>
        </>
    );
}

function Success({ share }: { share: number | null }) {
    return share === null
        ? <span class="dim">–</span>
        : (
            <span class="conversion">
                <svg width="64" height="10" aria-hidden="true">
                    <rect class={share < 1 ? "success-ground" : "funnel-bar-ground"} width="64" height="10" rx="3" />
                    <rect class="conversion-part" width={share < 1 ? Math.min(62, 64 * share) : 64} height="10" rx="3" />
                </svg>
                {percent(share)}
            </span>
        );
}

/** The counts are by day; a store that was quiet of late has its last days a click away. */
function Nothing({ step }: { step: string | null }) {
    const { data } = useAnswer<{ sequences: { lastActivity: string | null } }>(apiUrl("statistics"));
    const last = data?.sequences.lastActivity ?? null;
    return (
        <EmptyState title={step ? "That step was not made in these days" : "No step in these days"}>
            {last
                ? (
                    <>
                        <p>Something last happened on {dayText(last.slice(0, 10), true)}.</p>
                        <p class="component-go"><button type="button" onClick={() => changeQuery({ ...daysUpTo(last, 30), step: null })}>Show the 30 days up to then</button></p>
                    </>
                )
                : <>A component is who made a step: <code>Component</code> of its event, else its <code>SourceContext</code>. The same from a terminal: <code>seqlog components</code>.</>}
        </EmptyState>
    );
}

// A group of errors by what makes it one: its type, where (of) and at which step (at).
function open(group: ErrorGroup): void {
    changeQuery({ type: group.type, of: group.component, at: group.step });
}

function openedOf(query: URLSearchParams): Pick<ErrorGroup, "type" | "component" | "step"> | null {
    const type = query.get("type");
    return type === null ? null : { type, component: query.get("of"), step: query.get("at") };
}
