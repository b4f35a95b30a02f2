import type { JourneyReport, Moment } from "../src/pages/journey/report";

const start = Date.parse("2025-07-16T08:00:00Z");

/** A step so many seconds behind the beginning. */
export function step(order: number, stepName: string, seconds: number, more: Partial<Moment> = {}): Moment {
    return {
        timestamp: new Date(start + seconds * 1_000).toISOString(), kind: "step", order, stepName, component: null, status: "completed",
        durationMs: 10, link: null, message: null, metadata: null, error: null, waitMs: null, usualWaitMs: null, usualDurationMs: null,
        remarks: [], ...more,
    };
}

/** A journey of these moments. */
export function report(moments: Moment[], more: Partial<JourneyReport["journey"]> = {}, stuck: string | null = null): JourneyReport {
    const last = moments.at(-1)?.timestamp ?? new Date(start).toISOString();
    return {
        journey: {
            sequenceId: "SEQ-2025-07-00001", userId: 7, username: "ann", language: "en", status: "active",
            currentStep: moments.at(-1)?.stepName ?? null, stepCount: moments.length, createdAt: new Date(start).toISOString(),
            updatedAt: last, completedAt: null, metadata: null, steps: [], links: [], errors: [], statusChanges: [], losses: [], keys: [], ...more,
        },
        moments, stuck, now: last, rejected: 0, rejectedIsMore: false, seq: null, traceIds: [], traceUrls: null,
    };
}
