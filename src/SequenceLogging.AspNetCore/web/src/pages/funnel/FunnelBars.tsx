import type { FunnelResult } from "../../api/analysis";
import { StepText } from "../../parts/StepText";
import { waitText } from "../../text/durations";
import { count, percent } from "../../text/numbers";
import { partsOfStep, type Part } from "./numbers";

const names: Record<Part["kind"], string> = { on: "went on", progress: "in progress", left: "left" };

/** A bar for each step: who went on, who is there still, who left and where to. Each number opens its journeys. */
export function FunnelBars({ result, chosen, onOpen }: { result: FunnelResult; chosen: string | null; onOpen: (number: string) => void }) {
    return (
        <ol class="funnel" aria-label="The steps of the funnel">
            {result.steps.map((step, index) => {
                const isLast = index === result.steps.length - 1;
                const parts = partsOfStep(result, index);
                return (
                    <li key={index} class="funnel-step">
                        <div class="funnel-head">
                            <span class="funnel-name"><span class="step-place">{index + 1}</span><StepText step={step.step} /></span>
                            <span class="funnel-reached">
                                <Opens number={`reached:${index + 1}`} text={count(step.reached)} what={`reached ${step.step}`} chosen={chosen} onOpen={onOpen} />
                                <span class="funnel-share">{percent(step.share)}</span>
                            </span>
                        </div>
                        <Bar parts={parts} isLast={isLast} chosen={chosen} onOpen={onOpen} step={step.step} />
                        <p class="funnel-facts">
                            {index > 0 && (
                                <span>
                                    {percent(step.fromPrevious)} of the step before
                                    {step.medianSeconds !== null && <>, half of them within {waitText(step.medianSeconds * 1_000)}, 95 % within {waitText((step.p95Seconds ?? 0) * 1_000)}</>}
                                </span>
                            )}
                            {!isLast && parts.slice(1).map((part) => (
                                <span key={part.kind} class={`funnel-${part.kind}-text`}>
                                    <Key kind={part.kind} />
                                    <Opens number={part.number} text={count(part.count)} what={`${names[part.kind]} at ${step.step}`} chosen={chosen} onOpen={onOpen} />
                                    {" "}{names[part.kind]}
                                </span>
                            ))}
                        </p>
                        {step.left > 0 && <After index={index} after={step.after} left={step.left} chosen={chosen} onOpen={onOpen} />}
                    </li>
                );
            })}
        </ol>
    );
}

// Shares as percentages of the drawing, so that it needs no width. Its numbers stand beside it, for keyboards and readers.
function Bar({ parts, isLast, chosen, step, onOpen }: {
    parts: Part[]; isLast: boolean; chosen: string | null; step: string; onOpen: (number: string) => void;
}) {
    return (
        <svg class="funnel-bar" height="26" aria-hidden="true" preserveAspectRatio="none">
            <rect class="funnel-bar-ground" width="100%" height="26" rx="5" />
            {parts.filter((part) => part.count > 0).map((part) => (
                <g key={part.kind} class={`funnel-part is-${isLast && part.kind === "on" ? "converted" : part.kind}${chosen === part.number ? " is-chosen" : ""}`}
                    onClick={() => onOpen(part.number)}>
                    <title>{`${count(part.count)} ${isLast && part.kind === "on" ? "converted" : names[part.kind]}, ${step}`}</title>
                    <rect x={`${part.from * 100}%`} width={`${Math.max(0.25, (part.to - part.from) * 100)}%`} height="26" />
                </g>
            ))}
        </svg>
    );
}

function After({ index, after, left, chosen, onOpen }: {
    index: number;
    after: { step: string | null; count: number }[];
    left: number;
    chosen: string | null;
    onOpen: (number: string) => void;
}) {
    const told = after.slice(0, 6);
    const rest = after.slice(6).reduce((sum, one) => sum + one.count, 0);
    return (
        <ul class="funnel-after" aria-label="What those who left did next">
            {told.map((one) => {
                const number = `left:${index + 1}:${one.step ?? ""}`;
                return (
                    <li key={number}>
                        <svg class="funnel-after-bar" width="48" height="8" aria-hidden="true">
                            <rect class="funnel-bar-ground" width="48" height="8" rx="2" />
                            <rect class="funnel-after-part" width={Math.max(1, 48 * one.count / left)} height="8" rx="2" />
                        </svg>
                        <Opens number={number} text={count(one.count)} what={`left for ${one.step ?? "nothing more"}`} chosen={chosen} onOpen={onOpen} />
                        {" "}{one.step === null ? <span class="dim">did nothing more</span> : <>for <StepText step={one.step} /></>}
                    </li>
                );
            })}
            {rest > 0 && <li class="dim">{count(rest)} for {after.length - told.length} other steps</li>}
        </ul>
    );
}

export function Opens({ number, text, what, chosen, onOpen }: {
    number: string; text: string; what: string; chosen: string | null; onOpen: (number: string) => void;
}) {
    return (
        <button type="button" class="number-link" aria-pressed={chosen === number} aria-label={`${text} ${what}: show the journeys`} onClick={() => onOpen(number)}>
            {text}
        </button>
    );
}

export function Key({ kind }: { kind: Part["kind"] | "converted" }) {
    return <svg class={`funnel-key funnel-part is-${kind}`} width="12" height="12" aria-hidden="true"><rect width="12" height="12" rx="3" /></svg>;
}
