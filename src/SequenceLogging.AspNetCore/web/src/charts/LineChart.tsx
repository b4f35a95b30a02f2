import { extent, max } from "d3-array";
import { scaleLinear, scaleTime } from "d3-scale";
import { line } from "d3-shape";
import { timeText } from "../text/times";
import { Figure } from "./Figure";
import { useWidth } from "./useWidth";

export interface Line {
    name: string;
    /** Which of the chart's four strokes: they differ in dash as well as in colour. */
    stroke: 1 | 2 | 3 | 4;
    /** null where there is no value: the line has a gap there. */
    points: { at: string; value: number | null }[];
}

const inset = { top: 12, right: 8, bottom: 22, left: 56 };

/** Values over time. */
export function LineChart({ label, lines, format, height = 180 }: {
    label: string; lines: Line[]; format: (value: number) => string; height?: number;
}) {
    const [ref, width] = useWidth<HTMLDivElement>();
    const points = lines.flatMap((one) => one.points);
    const [first, last] = extent(points, (point) => Date.parse(point.at));
    const x = scaleTime().domain([first ?? 0, last ?? 1]).range([inset.left, width - inset.right]);
    const y = scaleLinear().domain([0, max(points, (point) => point.value) || 1]).nice(4).range([height - inset.bottom, inset.top]);
    const draw = line<{ at: string; value: number | null }>()
        .defined((point) => point.value !== null)
        .x((point) => x(Date.parse(point.at)))
        .y((point) => y(point.value ?? 0));
    const times = [...new Set(points.map((point) => point.at))].sort();
    return (
        <Figure label={label} heads={["when", ...lines.map((one) => one.name)]}
            rows={times.map((at) => [
                timeText(at, "date"),
                ...lines.map((one) => {
                    const value = one.points.find((point) => point.at === at)?.value;
                    return value === null || value === undefined ? "–" : format(value);
                }),
            ])}>
            <div ref={ref}>
                <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
                    {y.ticks(4).map((tick) => (
                        <g key={tick}>
                            <line class="chart-line" x1={inset.left} x2={width - inset.right} y1={y(tick)} y2={y(tick)} />
                            <text class="chart-text" x={inset.left - 6} y={y(tick)} dy="0.32em" text-anchor="end">{format(tick)}</text>
                        </g>
                    ))}
                    {x.ticks(Math.min(times.length, Math.max(2, Math.floor(width / 110)))).map((tick) => (
                        <text key={+tick} class="chart-text" x={x(tick)} y={height - 6} text-anchor="middle">
                            {x.tickFormat()(tick)}
                        </text>
                    ))}
                    {lines.map((one) => (
                        <g key={one.name} class={`chart-stroke chart-stroke-${one.stroke}`}>
                            <path d={draw(one.points) ?? ""} />
                            {one.points.map((point) => point.value !== null && (
                                <circle key={point.at} cx={x(Date.parse(point.at))} cy={y(point.value)} r="2.5">
                                    <title>{`${timeText(point.at, "date")}: ${one.name} ${format(point.value)}`}</title>
                                </circle>
                            ))}
                        </g>
                    ))}
                </svg>
                <ul class="legend">
                    {lines.map((one) => (
                        <li key={one.name}>
                            <svg class={`chart-stroke chart-stroke-${one.stroke}`} width="24" height="8" aria-hidden="true"><path d="M0 4h24" /></svg>
                            {one.name}
                        </li>
                    ))}
                </ul>
            </div>
        </Figure>
    );
}
