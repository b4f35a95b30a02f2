import { Fragment } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "../../parts/Icon";
import { now } from "../../text/clock";
import { shortText, waitText } from "../../text/durations";
import { plural } from "../../text/numbers";
import { sameDay, timeText, utcText } from "../../text/times";
import { fold } from "./folding";
import { flowOf, otherSteps } from "./mapLayout";
import { MomentRow } from "./MomentRow";
import { commonMetadata, isFailure, longWait, type JourneyReport, type Moment, type Usual } from "./report";

const mostMoments = 300;

/** A journey from top to bottom: when, how long after the step before and how long that usually is, what, and what came of it. */
export function Timeline({ report, chosen }: { report: JourneyReport; chosen: number | null }) {
    const { journey } = report;
    const moments = useMemo(() => report.moments.filter((moment) => moment.kind !== "begin"), [report]);
    const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
    const parts = useMemo(
        () => fold(moments, mostMoments, (moment) => isFailure(moment) || chosen !== null && moment.order === chosen), [moments, chosen]);
    useEffect(() => {
        document.getElementById(`step-${chosen}`)?.scrollIntoView({ block: "nearest" });
    }, [chosen]);

    const atFirst = useRef(moments.length);
    const common = useMemo(() => commonMetadata(moments), [moments]);
    const flows = useMemo(() => runsOf(moments), [moments]);
    const row = (moment: Moment, index: number) => (
        <Fragment key={index}>
            <Between before={moments[index - 1]?.timestamp ?? null} moment={moment} />
            {flows[index] && <li class="flow-head"><h3><bdi>{flows[index]}</bdi></h3></li>}
            <MomentRow moment={moment} sequenceId={journey.sequenceId} isChosen={moment.kind === "step" && moment.order === chosen}
                isInFlow={moment.kind === "step" && flowOf(moment) !== otherSteps}
                isFresh={index >= atFirst.current} common={common} link={report.seq?.steps[String(moment.order)] ?? null} trace={traceOf(moment, report)} />
        </Fragment>
    );

    return (
        <ol class="timeline" aria-label="Timeline">
            {parts.map((part) => "item" in part
                ? row(part.item, part.index)
                : opened.has(part.from)
                    ? moments.slice(part.from, part.to + 1).map((moment, at) => row(moment, part.from + at))
                    : (
                        <li key={part.from} class="between">
                            <button type="button" onClick={() => setOpened(new Set([...opened, part.from]))}>
                                Show {plural(part.to - part.from + 1, "more event")} here
                            </button>
                        </li>
                    ))}
            <Silence report={report} />
        </ol>
    );
}

/** The line between two moments: another day, or a wait that is long. */
function Between({ before, moment }: { before: string | null; moment: Moment }) {
    const isLong = (moment.waitMs ?? 0) >= longWait;
    const isOtherDay = before === null || !sameDay(before, moment.timestamp);
    return !isLong && !isOtherDay
        ? null
        : (
            <li class={isLong ? "between between-long" : "between"}>
                {isLong && (
                    <span class={isUnusual(moment) ? "long-wait unusual" : "long-wait"}>
                        <Icon name="wait" /> {waitText(moment.waitMs!)}
                        {moment.usualWaitMs && <span class="usual">usually {usualText(moment.usualWaitMs)}</span>}
                    </span>
                )}
                {isOtherDay && <time class="day" dateTime={moment.timestamp} title={utcText(moment.timestamp)}>{timeText(moment.timestamp, "day")}</time>}
            </li>
        );
}

function Silence({ report }: { report: JourneyReport }) {
    const silence = now.value - Date.parse(report.journey.updatedAt);
    return report.journey.completedAt !== null || silence < longWait
        ? null
        : (
            <li class="between between-long">
                <span class={report.stuck ? "long-wait unusual" : "long-wait"}><Icon name="wait" /> nothing since, for {waitText(silence)}</span>
            </li>
        );
}

export function isUnusual({ waitMs, usualWaitMs }: Moment): boolean {
    return waitMs !== null && usualWaitMs !== null && waitMs > usualWaitMs.p95 && waitMs > 1_000;
}

/** "40 s", and what most stay under where that is another number. */
export function usualText({ p50, p95 }: Usual): string {
    const [half, most] = [shortText(p50), shortText(p95)];
    return half === most ? half : `${half}, mostly under ${most}`;
}

/** Where a flow begins: its name at the index of its first step, as long as the steps stay in it. */
function runsOf(moments: readonly Moment[]): (string | null)[] {
    let before: string | null = null;
    return moments.map((moment) => {
        if (moment.kind !== "step") {
            return null;
        }

        const flow = flowOf(moment);
        const begins = flow !== before && flow !== otherSteps;
        before = flow;
        return begins ? flow : null;
    });
}

/** The trace of a step, and where it stands. */
function traceOf({ kind, order }: Moment, { journey, traceUrls }: JourneyReport): { id: string; url: string | null } | null {
    const id = kind === "step" ? journey.steps.find((step) => step.order === order)?.traceId : null;
    return id ? { id, url: traceUrls?.[id] ?? null } : null;
}
