import { partsOf, visible } from "../text/steps";

/** A step's name with its flow and number in the background, so that the eye finds what happened. */
export function StepText({ step }: { step: string }) {
    const { flow, number, name } = partsOf(step);
    return (
        <bdi class="step-text" title={step}>
            {flow && <span class="step-flow">{flow}<span class="step-number">{number}</span></span>}
            <span class="step-name">{visible(name)}</span>
        </bdi>
    );
}
