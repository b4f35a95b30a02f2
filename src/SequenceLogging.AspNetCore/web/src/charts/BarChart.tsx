import { max } from "d3-array";
import { scaleBand, scaleLinear } from "d3-scale";
import { shortCount } from "../text/numbers";
import { Figure } from "./Figure";
import { useWidth } from "./useWidth";

export interface Bar {
    key: string;
    /** Below the bar, where there is room. */
    name: string;
    /** The whole name, on hover and for readers. */
    title: string;
    value: number;
    /** The part of the value that is bad, drawn red from below. */
    bad?: number;
    /** Where a click leads. */
    href?: string;
}

const height = 150;
const inset = { top: 10, right: 4, bottom: 22, left: 40 };

/** Counts side by side, as over the hours of a day. */
export function BarChart({ label, unit, bars, names = 6 }: { label: string; unit: string; bars: Bar[]; names?: number }) {
    const [ref, width] = useWidth<HTMLDivElement>();
    const x = scaleBand<string>().domain(bars.map((bar) => bar.key)).range([inset.left, width - inset.right]).padding(0.18);
    const y = scaleLinear().domain([0, Math.max(1, max(bars, (bar) => bar.value) ?? 1)]).nice(4).range([height - inset.bottom, inset.top]);
    const ticks = y.ticks(3).filter(Number.isInteger);
    const every = Math.max(1, Math.ceil(bars.length / Math.max(1, Math.min(names, Math.floor(width / 70)))));
    const hasBad = bars.some((bar) => bar.bad !== undefined);
    return (
        <Figure label={label} heads={["what", unit, ...(hasBad ? ["failed"] : [])]}
            rows={bars.map((bar) => [bar.title, bar.value, ...(hasBad ? [bar.bad ?? 0] : [])])}>
            <div ref={ref}>
                <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label}>
                    {ticks.map((tick) => (
                        <g key={tick} aria-hidden="true">
                            <line class="chart-line" x1={inset.left} x2={width - inset.right} y1={y(tick)} y2={y(tick)} />
                            <text class="chart-text" x={inset.left - 6} y={y(tick)} dy="0.32em" text-anchor="end">{shortCount(tick)}</text>
                        </g>
                    ))}
                    {bars.map((bar, index) => (
                        <g key={bar.key}>
                            <Column bar={bar} unit={unit} x={x(bar.key) ?? 0} width={x.bandwidth()} y={y} />
                            {index % every === 0 && (
                                <text class="chart-text" aria-hidden="true" x={(x(bar.key) ?? 0) + x.bandwidth() / 2} y={height - 6} text-anchor="middle">
                                    {bar.name}
                                </text>
                            )}
                        </g>
                    ))}
                </svg>
            </div>
        </Figure>
    );
}

function Column({ bar, unit, x, width, y }: { bar: Bar; unit: string; x: number; width: number; y: (value: number) => number }) {
    const bottom = y(0);
    const label = `${bar.title}: ${bar.value} ${unit}${bar.bad ? `, ${bar.bad} failed` : ""}`;
    const drawn = (
        <>
            <title>{label}</title>
            <rect class="chart-hit" x={x} y={inset.top} width={width} height={bottom - inset.top} />
            <rect class="chart-bar" x={x} y={bar.value > 0 ? Math.min(y(bar.value), bottom - 1) : bottom} width={width}
                height={bar.value > 0 ? Math.max(1, bottom - y(bar.value)) : 0} rx={Math.min(2, width / 3)} />
            {!!bar.bad && <rect class="chart-bad" x={x} y={y(bar.bad)} width={width} height={Math.max(1, bottom - y(bar.bad))} />}
        </>
    );
    return bar.href
        ? <a href={bar.href} aria-label={label}>{drawn}</a>
        : <g aria-hidden="true">{drawn}</g>;
}
