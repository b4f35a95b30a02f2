import type { DeliveryTotals, SequenceHeader, StuckSequence } from "../../api/types";

/** How a component fares, over all time and today (UTC). */
export interface ComponentToday {
    component: string | null;
    totalSteps: number;
    failedSteps: number;
    successRate: number | null;
    p95Ms: number | null;
    todayTotal: number;
    todayFailed: number;
}

export interface DeliveryHealth {
    failure: { kind: string; message: string; since: string; tries: number } | null;
    failedTries: number;
    damages: number;
    restarts: number;
}

/** All that the first page shows. */
export interface OverviewAnswer {
    now: string;
    store: string | null;
    sequences: {
        total: number; active: number; completed: number; failed: number; abandoned: number; averageSteps: number; lastActivity: string | null;
    };
    steps: { total: number; failed: number; names: number };
    /** Of the last 24 hours; the last one is not over. */
    hours: { from: string; begun: number }[];
    perMinute: number;
    components: ComponentToday[];
    /** null while the first search for stuck ones lasts. */
    stuck: { asOf: string; count: number; items: StuckSequence[] } | null;
    delivery: DeliveryTotals;
    deliveryHealth: DeliveryHealth | null;
    recent: SequenceHeader[];
    lastPosition: number;
}
