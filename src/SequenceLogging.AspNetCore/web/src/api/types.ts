// The shapes that several pages share, as `seqlog … --json` writes them.

export type SequenceStatus = "active" | "completed" | "failed" | "abandoned";
export type StepStatus = "started" | "completed" | "failed" | "skipped";

/** What was logged beside a message: any JSON object. */
export type Metadata = Record<string, unknown>;

export interface SequenceHeader {
    sequenceId: string;
    userId: string | number | null;
    username: string | null;
    language: string | null;
    status: SequenceStatus;
    currentStep: string | null;
    stepCount: number;
    createdAt: string;
    updatedAt: string;
    completedAt: string | null;
    metadata?: Metadata | null;
}

/** A sequence behind a number, with how often the number counts it. */
export interface OpenedSequence extends SequenceHeader {
    times: number;
}

export interface SequenceStep {
    order: number;
    stepName: string;
    flow: string | null;
    component: string | null;
    status: StepStatus;
    timestamp: string;
    durationMs: number | null;
    message: string | null;
    metadata?: Metadata | null;
    error: string | null;
    traceId?: string | null;
    spanId?: string | null;
}

export interface StoredStep extends SequenceStep {
    position: number;
    sequenceId: string;
    userId: string | number | null;
}

export interface SequenceLink {
    component: string;
    entityType: string;
    entityId: string;
    linkType: string;
    firstSeen: string;
    lastSeen: string;
    metadata?: Metadata | null;
}

export interface SequenceError {
    timestamp: string;
    order: number;
    stepName: string | null;
    component: string | null;
    message: string | null;
    error: string | null;
    metadata?: Metadata | null;
}

export interface SequenceStatusChange {
    timestamp: string;
    order: number;
    status: SequenceStatus;
    reason: string | null;
}

export interface SequenceLoss {
    count: number;
    from: string;
    to: string;
    order: number;
    reason: string;
}

export interface SequenceDetails extends SequenceHeader {
    steps: SequenceStep[];
    links: SequenceLink[];
    errors: SequenceError[];
    statusChanges: SequenceStatusChange[];
    losses: SequenceLoss[];
    keys: string[];
}

export interface StuckSequence {
    sequenceId: string;
    currentStep: string;
    waitingFor: string;
    waitedSeconds: number;
    usualP95Seconds: number;
    sample: number;
    message: string;
}

export interface DeliveryTotals {
    emitted: number;
    stored: number;
    duplicate: number;
    rejected: number;
    dropped: number;
    pending: number;
    rejectedBy: Record<string, number>;
    droppedBy: Record<string, number>;
}

/** The steps and flows that the store knows, for pickers. */
export interface KnownNames {
    flows: { name: string; places: string[][] }[];
    steps: { name: string; component: string | null; count: number }[];
    components: string[];
}
