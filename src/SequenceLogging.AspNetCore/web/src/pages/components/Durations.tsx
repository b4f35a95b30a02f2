import { max } from "d3-array";
import { scaleLinear, scalePoint } from "d3-scale";
import { area, line } from "d3-shape";
import type { StepFigures } from "../../api/analysis";
import { Figure } from "../../charts/Figure";
import { useWidth } from "../../charts/useWidth";
import { durationText } from "../../text/durations";
import { dayText } from "./days";

const height = 190;
const inset = { top: 12, right: 10, bottom: 22, left: 58 };
const quantiles = [["p50Ms", "half within", 1], ["p95Ms", "95 % within", 2], ["p99Ms", "99 % within", 3]] as const;

interface Day {
    day: string;
    figures: StepFigures | null;
}

/** How long steps took, day by day: what half, 95 % and 99 % of them kept within. A day without a duration is a gap. */
export function Durations({ days, label }: { days: Day[]; label: string }) {
    const [ref, width] = useWidth<HTMLDivElement>();
    const x = scalePoint<string>().domain(days.map((day) => day.day)).range([inset.left, width - inset.right]).padding(0.5);
    const y = scaleLinear().domain([0, max(days, (day) => day.figures?.p99Ms ?? 0) || 1]).nice(4).range([height - inset.bottom, inset.top]);
    const every = Math.max(1, Math.ceil(days.length / Math.max(2, Math.floor(width / 80))));
    const of = (name: typeof quantiles[number][0]) => line<Day>()
        .defined((day) => day.figures?.[name] !== null && day.figures !== null)
        .x((day) => x(day.day) ?? 0)
        .y((day) => y(day.figures?.[name] ?? 0));
    const between = area<Day>()
        .defined((day) => day.figures !== null && day.figures.p95Ms !== null)
        .x((day) => x(day.day) ?? 0)
        .y0((day) => y(day.figures?.p50Ms ?? 0))
        .y1((day) => y(day.figures?.p95Ms ?? 0));
    return (
        <Figure label={label} heads={["day", ...quantiles.map(([, name]) => name)]}
            rows={days.filter((day) => day.figures?.p50Ms !== null && day.figures !== null)
                .map((day) => [dayText(day.day, true), ...quantiles.map(([name]) => durationText(day.figures![name]))])}>
            <div ref={ref}>
                <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
                    {y.ticks(4).map((tick) => (
                        <g key={tick}>
                            <line class="chart-line" x1={inset.left} x2={width - inset.right} y1={y(tick)} y2={y(tick)} />
                            <text class="chart-text" x={inset.left - 6} y={y(tick)} dy="0.32em" text-anchor="end">{durationText(tick)}</text>
                        </g>
                    ))}
                    {days.map((day, index) => index % every === 0 && (
                        <text key={day.day} class="chart-text" x={x(day.day)} y={height - 6} text-anchor="middle">{dayText(day.day)}</text>
                    ))}
                    <path class="durations-band" d={between(days) ?? ""} />
                    {quantiles.map(([name, told, stroke]) => (
                        <g key={name} class={`chart-stroke chart-stroke-${stroke}`}>
                            <path d={of(name)(days) ?? ""} />
                            {days.map((day) => day.figures !== null && day.figures[name] !== null && (
                                <circle key={day.day} cx={x(day.day)} cy={y(day.figures[name])} r="2.5">
                                    <title>{`${dayText(day.day, true)}: ${told} ${durationText(day.figures[name])}`}</title>
                                </circle>
                            ))}
                        </g>
                    ))}
                </svg>
                <ul class="legend">
                    {quantiles.map(([name, told, stroke]) => (
                        <li key={name}>
                            <svg class={`chart-stroke chart-stroke-${stroke}`} width="24" height="8" aria-hidden="true"><path d="M0 4h24" /></svg>{told}
                        </li>
                    ))}
                </ul>
            </div>
        </Figure>
    );
}
