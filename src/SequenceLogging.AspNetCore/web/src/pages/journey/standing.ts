import { agoText, waitText } from "../../text/durations";
import { firstLine, isFailure, longWait, reasonOf, type JourneyReport, type Moment } from "./report";

export type Tone = "good" | "bad" | "warn" | "calm";

/** Where a journey stands, in words that can be said to a customer. */
export interface Standing {
    tone: Tone;
    title: string;
    /** The step that the title speaks of. */
    step: string | null;
    text: string;
    /** The first line of the error that ended it. */
    error?: string;
    /** The event that the title speaks of. */
    order?: number | null;
}

export function standingOf({ journey, moments, stuck }: JourneyReport, now: number): Standing {
    const step = journey.currentStep;
    const seen = now - Date.parse(journey.updatedAt);
    const end = journey.completedAt ? Date.parse(journey.completedAt) - Date.parse(journey.createdAt) : null;
    const after = end === null ? "" : ` after ${waitText(end)}`;
    const reason = journey.statusChanges.at(-1)?.reason ?? "";
    switch (journey.status) {
        case "completed":
            return { tone: "good", title: `Completed${after}`, step: null, text: reason || "It came to its end." };
        case "abandoned":
            return { tone: "calm", title: `Abandoned${after}`, step, text: reason || "It was ended without being completed." };
        case "failed": {
            const failure = moments.findLast(isFailure);
            const text = reason || (failure ? reasonOf(failure) : "");
            const error = firstLine(failure?.error);
            return {
                tone: "bad", title: `Failed ${agoText(seen)}`, step: failure?.stepName ?? step, text,
                ...(error && error !== text ? { error } : {}), order: failure?.order ?? null,
            };
        }
        default:
            return stuck
                ? { tone: "warn", title: `Stuck for ${waitText(seen)}`, step, text: sentence(stuck) }
                : step === null
                    ? { tone: "calm", title: "Begun, and no step yet", step, text: `Begun ${agoText(now - Date.parse(journey.createdAt))}.` }
                    : seen >= longWait
                        ? { tone: "calm", title: `Open, nothing since for ${waitText(seen)}`, step, text: "Others took as long at this place, or too few are known to tell." }
                        : { tone: "calm", title: "Under way", step, text: `Last seen ${agoText(seen)}.` };
    }
}

/** What went wrong on the way of a journey, in its order. */
export function failuresOf(moments: readonly Moment[]): Moment[] {
    return moments.filter(isFailure);
}

function sentence(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}
