import { curveBasis, curveMonotoneY, line } from "d3-shape";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { FlowNode } from "../../api/analysis";
import { useWidth } from "../../charts/useWidth";
import { count, percent, shortCount } from "../../text/numbers";
import { shortText, waitText } from "../../text/durations";
import { partsOf } from "../../text/steps";
import { arrow, fit, neighbor, openingView, reveal, wrap, zoomAt, type Box, type Direction, type Point } from "./geometry";
import type { FlowLayout } from "./layout";
import { usePlane } from "./usePlane";
import { beginning, ending, labelled, type ShownFlow, type Way } from "./ways";

export type Measure = "count" | "wait";

const arrows: Record<string, Direction> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };
// Through the place of its label; a step that follows itself is gone around.
const through = line<Point>().x((point) => point.x).y((point) => point.y).curve(curveMonotoneY);
const around = line<Point>().x((point) => point.x).y((point) => point.y).curve(curveBasis);
const lettersOfName = 24;

// From this share of failures on a step is drawn red.
const alarming = 0.05;

/** The graph, drawn: steps and ways that are opened by click or Enter, and walked by arrow keys. */
export function FlowPicture({ flow, layout, question, measure, chosen, onStep, onWay }: {
    flow: ShownFlow;
    layout: FlowLayout;
    /** Another question is shown from its beginning; the same one stays where it is while its numbers change. */
    question: string;
    measure: Measure;
    /** The step or the key of the way that is open. */
    chosen: string | null;
    onStep: (step: string) => void;
    onWay: (way: Way) => void;
}) {
    const [box, width] = useWidth<HTMLDivElement>();
    const svg = useRef<SVGSVGElement>(null);
    const hint = useId();
    const { view, setView, wasDragged } = usePlane(svg);
    const [focused, setFocused] = useState<string | null>(null);
    const [pointed, setPointed] = useState<string | null>(null);
    const height = Math.round(Math.max(380, Math.min(layout.height + 32, window.innerHeight - (width < 720 ? 220 : 150))));
    const frame = { width, height };
    const mostMade = Math.max(1, ...flow.steps.map((node) => node.count));
    const scale = useMemo(() => scaleOf(flow.ways, measure), [flow, measure]);

    // The part of the frame that the window shows.
    const inSight = () => ({
        width, height: Math.max(240, Math.min(height, window.innerHeight - Math.max(0, svg.current?.getBoundingClientRect().top ?? 0))),
    });

    const shown = useRef("");
    useLayoutEffect(() => {
        if (shown.current !== question) {
            shown.current = question;
            setView(openingView(layout, frame, layout.boxes.get(beginning) ?? null));
        }
    }, [layout]);

    // What was in the middle stays there when the room changes.
    const lastWidth = useRef(width);
    useLayoutEffect(() => {
        const change = width - lastWidth.current;
        lastWidth.current = width;
        setView((before) => ({ ...before, x: before.x + change / 2 }));
    }, [width]);

    // A selection that came with the address is brought into sight.
    useEffect(() => {
        const target = chosen === null ? null : layout.boxes.get(chosen) ?? boxAround(layout.lines.get(chosen)?.label);
        if (target) {
            setView((before) => reveal(before, target, inSight()));
        }
    }, [layout, chosen]);

    const focus = (key: string) => {
        setFocused(key);
        const target = layout.boxes.get(key) ?? boxAround(layout.lines.get(key)?.label);
        if (target) {
            setView((before) => reveal(before, target, inSight()));
        }

        svg.current?.querySelector<SVGElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
    };
    const zoom = (factor: number) => setView((before) => zoomAt(before, { x: width / 2, y: height / 2 }, factor));
    const showAll = () => setView(fit(layout, frame));
    const steps = flow.steps.map((node) => ({ key: node.step, ...layout.boxes.get(node.step)! })).filter((one) => one.width);
    const top = steps.length > 0 ? steps.reduce((best, one) => one.y < best.y ? one : best).key : null;
    const first = focused && (layout.boxes.has(focused) || layout.lines.has(focused)) ? focused : top;

    const onKeyDown = (event: KeyboardEvent) => {
        const direction = arrows[event.key];
        const step = focused !== null && layout.boxes.has(focused) ? focused : null;
        const way = flow.ways.find((one) => one.key === focused) ?? null;
        const from = (way ? layout.lines.get(way.key)?.label : null) ?? (step ? layout.boxes.get(step) : null);
        const isOpened = event.key === "Enter" || event.key === " ";
        if (event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }

        if (direction && event.shiftKey) {
            const [dx, dy] = { up: [0, 1], down: [0, -1], left: [1, 0], right: [-1, 0] }[direction] as [number, number];
            setView((before) => ({ ...before, x: before.x + dx * 60, y: before.y + dy * 60 }));
        } else if (direction && from) {
            const next = neighbor(steps, from, direction);
            if (next) {
                focus(next.key);
            }
        } else if (isOpened && step) {
            onStep(step);
        } else if (isOpened && way) {
            onWay(way);
        } else if (event.key.toLowerCase() === "w" && (step ?? way)) {
            const base = step ?? (way!.from !== null ? way!.from : way!.to!);
            const around = flow.ways.filter((one) => one.from === base || one.to === base);
            const at = around.findIndex((one) => one.key === focused);
            const next = around[(at + (event.shiftKey ? around.length - 1 : 1) + (at < 0 && event.shiftKey ? 1 : 0)) % around.length];
            if (next) {
                focus(next.key);
            }
        } else if (event.key === "Escape" && way) {
            focus(way.from ?? way.to!);
        } else if (event.key === "Home" || event.key === "End") {
            const end = [...steps].sort((one, other) => one.y - other.y || one.x - other.x).at(event.key === "Home" ? 0 : -1);
            if (end) {
                focus(end.key);
            }
        } else if (event.key === "+" || event.key === "=") {
            zoom(1.25);
        } else if (event.key === "-") {
            zoom(0.8);
        } else if (event.key === "0") {
            showAll();
        } else {
            return;
        }

        event.preventDefault();
    };

    const lit = pointed ?? focused ?? chosen;
    const isLit = (way: Way) => lit !== null && (way.key === lit || way.from === lit || way.to === lit);
    const click = (act: () => void) => () => {
        if (!wasDragged()) {
            act();
        }
    };
    return (
        <div class="flow-picture" ref={box} onFocusOut={(event) => {
            if (!svg.current?.contains(event.relatedTarget as Node | null)) {
                setFocused(null);
            }
        }}>
            <svg ref={svg} width={width} height={height} role="group" aria-label="The flow, drawn" aria-describedby={hint} onKeyDown={onKeyDown}
                class={lit !== null ? "has-lit" : undefined}>
                <g transform={`translate(${view.x} ${view.y}) scale(${view.k})`}>
                    {flow.ways.map((way, index) => {
                        const lies = layout.lines.get(way.key);
                        return lies && (
                            <WayLine key={way.key} way={way} lies={lies} isRare={index >= labelled} measure={measure} width={scale(way)}
                                isChosen={way.key === chosen} isLit={isLit(way)} isNext={first === way.key}
                                onClick={click(() => onWay(way))} onFocus={() => setFocused(way.key)} onPoint={(on) => setPointed(on ? way.key : null)} />
                        );
                    })}
                    {[beginning, ending].map((key) => {
                        const lies = layout.boxes.get(key);
                        return lies && <Mark key={key} box={lies} text={key === beginning ? "begin" : "stop here"} />;
                    })}
                    {flow.steps.map((node) => {
                        const lies = layout.boxes.get(node.step);
                        return lies && (
                            <StepBox key={node.step} node={node} box={lies} share={node.count / mostMade}
                                isChosen={node.step === chosen} isNext={first === node.step}
                                onClick={click(() => onStep(node.step))} onFocus={() => setFocused(node.step)}
                                onPoint={(on) => setPointed(on ? node.step : null)} />
                        );
                    })}
                </g>
            </svg>
            <div class="flow-tools" role="group" aria-label="View of the picture">
                <button type="button" aria-label="Zoom in" title="Zoom in (+)" onClick={() => zoom(1.25)}>+</button>
                <button type="button" aria-label="Zoom out" title="Zoom out (−)" onClick={() => zoom(0.8)}>−</button>
                <button type="button" title="Show all of it (0)" onClick={showAll}>Fit</button>
            </div>
            <p class="flow-hint" id={hint}>
                Click a step or a way for its journeys. By keyboard: arrows go from step to step, W through the ways of a step, Enter opens,
                + − 0 zoom, Shift and arrows move. The wheel zooms once the picture has the focus.
            </p>
        </div>
    );
}

function WayLine({ way, lies, isRare, measure, width, isChosen, isLit, isNext, onClick, onFocus, onPoint }: {
    way: Way;
    lies: { points: Point[]; label: Point };
    isRare: boolean;
    measure: Measure;
    width: number;
    isChosen: boolean;
    isLit: boolean;
    isNext: boolean;
    onClick: () => void;
    onFocus: () => void;
    onPoint: (on: boolean) => void;
}) {
    const { line: points, head } = arrow(lies.points, 6 + width);
    const d = (way.from === way.to ? around : through)(points) ?? "";
    const text = measure === "count" || !way.waits ? shortCount(way.count) : shortText(way.waits.median * 1_000);
    return (
        <g class={`flow-way${isChosen ? " is-chosen" : ""}${isLit ? " is-lit" : ""}${way.waits ? "" : " is-edge"}${isRare ? " is-rare" : ""} by-${measure}`}
            role="button" tabindex={isNext ? 0 : -1} data-key={way.key} aria-label={tellWay(way)} aria-pressed={isChosen}
            onClick={onClick} onFocus={onFocus} onPointerEnter={() => onPoint(true)} onPointerLeave={() => onPoint(false)}>
            <title>{tellWay(way)}</title>
            <path class="flow-way-hit" d={d} />
            <path class="flow-way-line" d={d} stroke-width={width} />
            <path class="flow-way-head" d={head} />
            <rect class="flow-way-plate" x={lies.label.x - text.length * 3.7 - 5} y={lies.label.y - 9} width={text.length * 7.4 + 10} height={18} rx={9} />
            <text class="flow-way-text" x={lies.label.x} y={lies.label.y} dy="0.34em" text-anchor="middle">{text}</text>
        </g>
    );
}

function StepBox({ node, box, share, isChosen, isNext, onClick, onFocus, onPoint }: {
    node: FlowNode;
    box: Box;
    share: number;
    isChosen: boolean;
    isNext: boolean;
    onClick: () => void;
    onFocus: () => void;
    onPoint: (on: boolean) => void;
}) {
    const { flow, number, name } = partsOf(node.step);
    const failed = node.count > 0 ? node.failed / node.count : 0;
    const lines = flow ? [`${flow} ${number}`, ...wrap(name, lettersOfName, 1)] : wrap(node.step, lettersOfName, 2);
    const often = `${count(node.count)}${failed > 0 ? `, ${percent(failed)} failed` : ""}`;
    const [left, top] = [-box.width / 2, -box.height / 2];
    const inner = box.width - 2;
    return (
        <g class={`flow-step${isChosen ? " is-chosen" : ""}${failed >= alarming ? " is-failing" : ""}`} transform={`translate(${box.x} ${box.y})`}
            role="button" tabindex={isNext ? 0 : -1} data-key={node.step} aria-label={`${lines.join(" ")} ${often}`} aria-pressed={isChosen}
            onClick={onClick} onFocus={onFocus} onPointerEnter={() => onPoint(true)} onPointerLeave={() => onPoint(false)}>
            <title>{`${node.step}: ${often}`}</title>
            <rect class="flow-step-box" x={left} y={top} width={box.width} height={box.height} rx={9} />
            {lines.map((text, index) => (
                <text key={index} class={flow && index === 0 ? "flow-step-flow" : "flow-step-name"} x={0}
                    y={top + (lines.length === 1 ? 26 : 19 + index * 15)} text-anchor="middle">{`${text} `}</text>
            ))}
            <text class="flow-step-count" x={0} y={top + 52} text-anchor="middle">
                {count(node.count)}
                {failed > 0 && <tspan class="flow-step-failed">{`  ${percent(failed)} failed`}</tspan>}
            </text>
            <rect class="flow-step-share" x={left + 1} y={-top - 5} width={Math.max(3, inner * share)} height={4} rx={1} />
            {failed > 0 && <rect class="flow-step-bad" x={left + 1} y={-top - 5} width={Math.max(2, inner * share * failed)} height={4} rx={1} />}
        </g>
    );
}

function Mark({ box, text }: { box: Box; text: string }) {
    return (
        <g class="flow-mark" transform={`translate(${box.x} ${box.y})`} aria-hidden="true">
            <rect x={-box.width / 2} y={-box.height / 2} width={box.width} height={box.height} rx={box.height / 2} />
            <text x={0} y={0} dy="0.34em" text-anchor="middle">{text}</text>
        </g>
    );
}

export function tellWay(way: Way): string {
    if (way.from === null) {
        return `${count(way.count)} began with ${way.to}`;
    }

    return way.to === null
        ? `${count(way.count)} ended with ${way.from}, or are there still`
        : `${way.from} to ${way.to}: ${count(way.count)} times; half of them within ${waitText(way.waits!.median * 1_000)}, 95 % within ${waitText(way.waits!.p95 * 1_000)}`;
}

/** How broad a way is drawn: by how often it was gone, or by how long one waits on it. */
function scaleOf(ways: readonly Way[], measure: Measure): (way: Way) => number {
    const value = measure === "count"
        ? (way: Way) => Math.sqrt(way.count)
        : (way: Way) => way.waits ? Math.log1p(way.waits.median) : 0;
    const most = Math.max(1e-9, ...ways.map(value));
    return (way) => 1.2 + 6.3 * (value(way) / most);
}

function boxAround(point: Point | undefined): Box | null {
    return point ? { ...point, width: 80, height: 24 } : null;
}
