import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** A choice of few words side by side, by arrow keys as any radio group. */
export function Switch({ label, choices, value, onChoose }: {
    label: string;
    choices: readonly (readonly [value: string, name: ComponentChildren])[];
    value: string;
    onChoose: (value: string) => void;
}) {
    const name = useId();
    return (
        <fieldset class="switch">
            <legend>{label}</legend>
            <div class="switch-choices">
                {choices.map(([key, text]) => (
                    <label key={key}>
                        <input type="radio" name={name} value={key} checked={value === key} onChange={() => onChoose(key)} />
                        <span>{text}</span>
                    </label>
                ))}
            </div>
        </fieldset>
    );
}
