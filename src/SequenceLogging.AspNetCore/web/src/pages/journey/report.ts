import type { Metadata, SequenceDetails, SequenceStatus, StepStatus } from "../../api/types";

/** What is usual, in milliseconds. */
export interface Usual {
    p50: number;
    p95: number;
    /** How many others told it. */
    count: number;
}

export type MomentKind = "begin" | "step" | "link" | "error" | "status" | "gap";

/** Something that happened in a journey, with what is known of others like it. */
export interface Moment {
    timestamp: string;
    kind: MomentKind;
    order: number | null;
    stepName: string | null;
    component: string | null;
    status: StepStatus | SequenceStatus | null;
    durationMs: number | null;
    link: string | null;
    message: string | null;
    metadata?: Metadata | null;
    error: string | null;
    waitMs: number | null;
    usualWaitMs: Usual | null;
    usualDurationMs: Usual | null;
    remarks: string[];
}

/** What the page of a journey is drawn from. */
export interface JourneyReport {
    journey: SequenceDetails;
    moments: Moment[];
    stuck: string | null;
    now: string;
    rejected: number;
    rejectedIsMore: boolean;
    seq: { journey: string | null; steps: Record<string, string | null> } | null;
    traceIds: string[];
    /** Where the traces stand, where the application names a viewer of them. */
    traceUrls: Record<string, string | null> | null;
}

/** A wait of this length is folded into a line of its own, as on the command line. */
export const longWait = 10 * 60_000;

export function isFailure(moment: Moment): boolean {
    return moment.kind === "error" || moment.kind === "gap" || moment.kind === "step" && moment.status === "failed";
}

/** The first line that says something. */
export function firstLine(text: string | null | undefined): string {
    return text?.split(/\r?\n/).find((line) => line.trim() !== "")?.trim() ?? "";
}

/** What a failure says of itself: its message, or the first line of its error where the message only says that it failed. */
export function reasonOf(moment: Moment): string {
    return firstLine(messageOf(moment)) || firstLine(moment.error) || moment.message || "without a message";
}

/** A step's message without the name of the step; of one that failed also without the word that says so. */
export function messageOf(moment: Moment): string {
    const message = moment.message?.trim() ?? "";
    if (!moment.stepName || !message.startsWith(moment.stepName)) {
        return message;
    }

    const rest = withoutPunctuation(message.slice(moment.stepName.length));
    return moment.status === "failed" ? withoutPunctuation(rest.replace(/^(has )?failed\b/i, "")) : rest;
}

function withoutPunctuation(text: string): string {
    return text.replace(/^\s*[:,;.–-]?\s*/, "");
}

/** The properties that every event of a journey has with the same value, such as its key: said once, not at each of them. */
export function commonMetadata(moments: readonly Moment[]): Metadata {
    const told = moments.filter((moment) => moment.metadata && (moment.kind === "step" || moment.kind === "error"));
    const [first, ...rest] = told;
    if (!first || rest.length === 0) {
        return {};
    }

    return Object.fromEntries(Object.entries(first.metadata!).filter(([name, value]) =>
        rest.every((moment) => JSON.stringify(moment.metadata![name]) === JSON.stringify(value))));
}

/** The properties that are worth a word beside an event: not those of the whole journey, nor what its text says already. */
export function newsOf(moment: Moment, common: Metadata): [string, string][] {
    const said = `${moment.message ?? ""} ${moment.link ?? ""}`;
    return Object.entries(moment.metadata ?? {})
        .filter(([name, value]) => !(name in common && JSON.stringify(common[name]) === JSON.stringify(value)))
        .map(([name, value]): [string, string] => [name, typeof value === "object" ? JSON.stringify(value) : String(value)])
        .filter(([, text]) => text !== "" && !said.includes(text));
}
