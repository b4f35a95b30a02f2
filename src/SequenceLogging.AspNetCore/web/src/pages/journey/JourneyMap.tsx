import { useEffect, useMemo } from "preact/hooks";
import { useWidth } from "../../charts/useWidth";
import { now } from "../../text/clock";
import { waitText } from "../../text/durations";
import { plural, shortCount } from "../../text/numbers";
import { timeText } from "../../text/times";
import { layOut, type Mark } from "./mapLayout";
import { isFailure, longWait, reasonOf, type JourneyReport } from "./report";

const top = 30;
const laneHeight = 38;
const tail = 110;

/** The way of a journey at a glance: a lane for each flow, a mark for each step. The timeline below tells the same in words. */
export function JourneyMap({ report, chosen, onChoose }: {
    report: JourneyReport; chosen: number | null; onChoose: (order: number) => void;
}) {
    const { journey, moments } = report;
    const [scroll, room] = useWidth<HTMLDivElement>(900);
    const isOpen = journey.completedAt === null;
    const layout = useMemo(() => layOut(moments, room - tail), [moments, room]);
    const last = layout.marks.at(-1);
    useEffect(() => {
        scroll.current?.scrollTo({ left: scroll.current.scrollWidth });
    }, [layout.width > room]);
    if (!last) {
        return null;
    }

    const height = top + layout.lanes.length * laneHeight + 6;
    const width = Math.max(layout.width + tail, room);
    const y = (lane: number) => top + lane * laneHeight + laneHeight / 2;
    const silence = now.value - Date.parse(journey.updatedAt);
    return (
        <div class="map">
            <p class="hidden">
                {plural(journey.stepCount, "step")} in {plural(layout.lanes.length, "flow")}: {layout.lanes.join(", ")}. The timeline tells them one by one.
            </p>
            <ol class="map-lanes" aria-hidden="true">
                {layout.lanes.map((lane) => <li key={lane}><bdi>{lane}</bdi></li>)}
            </ol>
            <div class="map-scroll" ref={scroll} aria-hidden="true">
                <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
                    {layout.lanes.map((lane, index) => (
                        <rect key={lane} class={index % 2 === 0 ? "map-lane" : "map-lane map-lane-odd"} x="0" y={top + index * laneHeight} width={width} height={laneHeight} />
                    ))}
                    {layout.folds.map((fold) => (
                        <g key={fold.from} class={fold.hidden > 0 ? "map-fold map-hidden" : "map-fold"}>
                            <rect x={fold.from + 16} y={top} width={fold.to - fold.from - 32} height={height - top - 6} rx="4" />
                            <text x={(fold.from + fold.to) / 2} y={top - 10} text-anchor="middle">{fold.hidden > 0 ? `${shortCount(fold.hidden)} more` : waitText(fold.waitMs)}</text>
                        </g>
                    ))}
                    {layout.marks.map((mark, at) => at > 0 && (
                        <path key={mark.index} class={isFailure(mark.moment) ? "map-way map-way-bad" : "map-way"} d={way(layout.marks[at - 1]!, mark, y)} />
                    ))}
                    <End x={last.x} y={y(last.lane)} status={journey.status} isOpen={isOpen} silence={silence} isStuck={report.stuck !== null} />
                    {layout.marks.map((mark) => (
                        <MapMark key={mark.index} mark={mark} y={y(mark.lane)} isChosen={mark.moment.kind === "step" && mark.moment.order === chosen}
                            onChoose={() => mark.moment.order !== null && onChoose(mark.moment.order)} />
                    ))}
                </svg>
            </div>
        </div>
    );
}

function MapMark({ mark, y, isChosen, onChoose }: { mark: Mark; y: number; isChosen: boolean; onChoose: () => void }) {
    const { moment, x } = mark;
    const isBad = isFailure(moment);
    const name = moment.stepName ?? (moment.kind === "gap" ? "gap" : "error");
    return (
        <g class={`map-mark map-${isBad ? "failed" : moment.status ?? moment.kind}${isChosen ? " map-chosen" : ""}`} onClick={onChoose}>
            <title>{`${name}\n${timeText(moment.timestamp)}${isBad ? `\n${reasonOf(moment)}` : ""}`}</title>
            {isBad
                ? <path d={octagon(x, y, 13)} />
                : <circle cx={x} cy={y} r="11" />}
            <text x={x} y={y} dy="0.35em" text-anchor="middle">{isBad ? "✕" : mark.text}</text>
        </g>
    );
}

function End({ x, y, status, isOpen, silence, isStuck }: {
    x: number; y: number; status: string; isOpen: boolean; silence: number; isStuck: boolean;
}) {
    const to = x + 62;
    return isOpen
        ? (
            <g class={isStuck ? "map-end map-end-stuck" : `map-end map-end-${status}`}>
                <path d={`M${x} ${y}H${to}`} class="map-open" />
                <circle cx={to} cy={y} r="5" class={silence < longWait ? "map-pulse" : undefined} />
                {silence >= longWait && <text x={(x + to) / 2 + 14} y={y - 10} text-anchor="middle">{waitText(silence)}</text>}
            </g>
        )
        : (
            <g class={`map-end map-end-${status}`}>
                <path d={`M${x} ${y}H${to - 22}`} />
                <text x={to - 16} y={y} dy="0.35em">{status}</text>
            </g>
        );
}

function way(from: Mark, to: Mark, y: (lane: number) => number): string {
    const [y1, y2] = [y(from.lane), y(to.lane)];
    const middle = (from.x + to.x) / 2;
    return y1 === y2 ? `M${from.x} ${y1}H${to.x}` : `M${from.x} ${y1}C${middle} ${y1} ${middle} ${y2} ${to.x} ${y2}`;
}

function octagon(x: number, y: number, r: number): string {
    const c = r * 0.414;
    return `M${x - c} ${y - r}h${2 * c}L${x + r} ${y - c}v${2 * c}L${x + c} ${y + r}h${-2 * c}L${x - r} ${y + c}v${-2 * c}Z`;
}
