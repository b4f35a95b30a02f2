// The answers about many journeys, as `seqlog flow|variants|funnel|components|stats|doctor --json` writes them.
import type { DeliveryTotals, Metadata, SequenceStatus } from "./types";

export interface FlowNode {
    step: string;
    count: number;
    failed: number;
}

export interface FlowEdge {
    from: string;
    to: string;
    count: number;
    meanSeconds: number;
    medianSeconds: number;
    p95Seconds: number;
}

export interface FlowAnswer {
    nodes: FlowNode[];
    edges: FlowEdge[];
    /** Counted as the steps arrived; else read now, from so many sequences. */
    kept: boolean;
    firstMonth: string | null;
    lastMonth: string | null;
    sequences: number | null;
}

export interface PathVariant {
    /** The same for the same steps, whatever arrives. */
    id: string;
    number: number;
    count: number;
    share: number;
    medianSeconds: number;
    steps: string[];
    outcomes: Record<SequenceStatus, number>;
}

export interface VariantsAnswer {
    total: number;
    sequences: number;
    variants: PathVariant[];
    medianSeconds: number | null;
    withoutSteps: number;
}

export interface FunnelStep {
    step: string;
    reached: number;
    share: number;
    fromPrevious: number;
    left: number;
    inProgress: number;
    medianSeconds: number | null;
    p95Seconds: number | null;
    after: { step: string | null; count: number }[];
}

export interface FunnelResult {
    sequences: number;
    steps: FunnelStep[];
    converted: number;
    conversion: number;
    medianSeconds: number | null;
    p95Seconds: number | null;
}

export interface FunnelGroup {
    value: string | null;
    isRest: boolean;
    result: FunnelResult;
}

export interface FunnelAnswer extends FunnelResult {
    mode: string;
    by: string | null;
    groups: FunnelGroup[];
}

export interface StepFigures {
    totalSteps: number;
    completedSteps: number;
    failedSteps: number;
    successRate: number | null;
    p50Ms: number | null;
    p95Ms: number | null;
    p99Ms: number | null;
}

export interface StoredError {
    sequenceId: string;
    timestamp: string;
    order: number;
    stepName: string | null;
    component: string | null;
    message: string | null;
    error: string | null;
}

export interface ErrorGroup {
    type: string;
    component: string | null;
    step: string | null;
    code: string | null;
    count: number;
    sequences: number;
    firstSeen: string;
    lastSeen: string;
    newest: StoredError;
}

export interface ComponentFigures {
    component: string | null;
    figures: StepFigures;
    steps: { step: string; figures: StepFigures }[];
    days: { day: string; figures: StepFigures }[];
    errors: ErrorGroup[];
    recentErrors: StoredError[];
}

export interface ComponentReport {
    firstDay: string;
    lastDay: string;
    components: ComponentFigures[];
    errorsAreCut: boolean;
}

export interface RejectedEvent {
    id: number;
    sequenceId: string | null;
    reason: string;
    count: number;
    timestamp: string;
    message: string | null;
    metadata: Metadata | null;
    error: string | null;
    canRetry: boolean;
}

export interface Finding {
    name: string;
    level: "good" | "notice" | "problem";
    value: string;
    advice: string | null;
}

/** What the store page shows at once; what a store cannot tell is null. */
export interface StoreAnswer {
    name: string | null;
    sizeBytes: number;
    findings: Finding[];
    counters: { month: string; last: number }[];
    retention: { days: number | null; bytes: number | null; active: boolean } | null;
    library: string;
    delivery: DeliveryTotals;
    deliveryHealth: DeliveryHealth | null;
    rejected: RejectedEvent[];
}

/** How the writer of the application that shows the page fares. */
export interface DeliveryHealth {
    failure: { kind: string; message: string; since: string; tries: number } | null;
    failedTries: number;
    damages: number;
    restarts: number;
}

/** What `seqlog doctor --json` answers, without the command line's own part. */
export interface Examination {
    healthy: boolean;
    findings: Finding[];
    ids: { month: string; last: number; used: number; gaps: Record<string, number>; unexplained: number }[];
}
