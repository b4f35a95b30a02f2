import dagre from "@dagrejs/dagre";
import type { Box, Point } from "./geometry";
import { beginning, ending, labelled, type ShownFlow } from "./ways";

/** Where everything lies. */
export interface FlowLayout {
    width: number;
    height: number;
    /** By step; and the beginning and the end. */
    boxes: Map<string, Box>;
    /** By the key of the way. */
    lines: Map<string, { points: Point[]; label: Point }>;
}

const step = { width: 196, height: 66 };
const mark = { width: 96, height: 30 };
const label = { width: 52, height: 18 };
const unlabelled = { width: 6, height: 18 };

// The library can lean a picture to four sides, or weigh all of them. Which suits, shows when it is done.
const leanings = [undefined, "UR", "DR", "UL", "DL"] as const;
const manyWays = 60;

/** Lays a flow out from top to bottom, so that the main ways run as straight as they can. */
export function layOut(flow: Pick<ShownFlow, "steps" | "ways">): FlowLayout {
    const tried = leanings.slice(0, flow.ways.length > manyWays ? 3 : leanings.length).map((align) => layOutLeaning(flow, align));
    return tried.reduce((best, one) => asideOf(flow, one) < asideOf(flow, best) ? one : best);
}

function layOutLeaning(flow: Pick<ShownFlow, "steps" | "ways">, align: typeof leanings[number]): FlowLayout {
    const graph = new dagre.graphlib.Graph({ multigraph: true });
    graph.setGraph({ rankdir: "TB", nodesep: 30, ranksep: 46, edgesep: 12, marginx: 20, marginy: 12, ...(align ? { align } : {}) });
    graph.setDefaultEdgeLabel(() => ({}));
    if (flow.ways.some((way) => way.from === null)) {
        graph.setNode(beginning, { ...mark });
    }

    for (const node of flow.steps) {
        graph.setNode(node.step, { ...step });
    }

    if (flow.ways.some((way) => way.to === null)) {
        graph.setNode(ending, { ...mark });
    }

    const most = Math.max(1, ...flow.ways.map((way) => way.count));
    flow.ways.forEach((way, index) => {
        const weight = 1 + Math.round(30 * way.count / most);
        const room = index < labelled ? label : unlabelled;
        graph.setEdge(way.from ?? beginning, way.to ?? ending, { ...room, labelpos: "c", weight }, way.key);
    });

    dagre.layout(graph);
    const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
    const boxes = new Map<string, Box>();
    for (const name of graph.nodes()) {
        const { x, y, width, height } = graph.node(name) as Box;
        boxes.set(name, { x, y, width, height });
    }

    const lines = new Map<string, { points: Point[]; label: Point }>();
    for (const edge of graph.edges()) {
        const { points, x, y } = graph.edge(edge) as { points: Point[]; x?: number; y?: number };
        const middle = points[Math.floor(points.length / 2)]!;
        lines.set(edge.name!, edge.v === edge.w ? loopAt(boxes.get(edge.v)!) : { points, label: { x: x ?? middle.x, y: y ?? middle.y } });
    }

    return { width, height, boxes, lines };
}

/** The way of a step that follows itself: out at its right side and in again. */
function loopAt({ x, y, width }: Box): { points: Point[]; label: Point } {
    const side = x + width / 2;
    const out = side + 46;
    return {
        points: [{ x: side, y: y - 14 }, { x: side + 30, y: y - 26 }, { x: out, y }, { x: side + 30, y: y + 26 }, { x: side, y: y + 14 }],
        label: { x: side + 36, y },
    };
}

/** How far all that is going goes aside. */
function asideOf(flow: Pick<ShownFlow, "ways">, { boxes }: FlowLayout): number {
    return flow.ways.reduce(
        (sum, way) => sum + way.count * Math.abs(boxes.get(way.from ?? beginning)!.x - boxes.get(way.to ?? ending)!.x), 0);
}
