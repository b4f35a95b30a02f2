import { max } from "d3-array";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";

/** The shape of some values in a word's height; the label says what it shows. */
export function Sparkline({ label, values, width = 96, height = 22 }: { label: string; values: number[]; width?: number; height?: number }) {
    const x = scaleLinear().domain([0, Math.max(1, values.length - 1)]).range([1, width - 1]);
    const y = scaleLinear().domain([0, max(values) || 1]).range([height - 2, 2]);
    const draw = line<number>().x((_, index) => x(index)).y((value) => y(value));
    return (
        <svg class="sparkline chart-stroke chart-stroke-1" width={width} height={height} role="img" aria-label={label}>
            <path d={draw(values) ?? ""} />
        </svg>
    );
}
