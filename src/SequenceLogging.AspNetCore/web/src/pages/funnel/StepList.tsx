import { useId, useRef, useState } from "preact/hooks";
import { Icon } from "../../parts/Icon";
import { StepText } from "../../parts/StepText";
import { moved } from "./steps";

/** The steps of a funnel: added from those that are known, moved by buttons or Alt and an arrow, taken out again. */
export function StepList({ steps, known, onChange }: {
    steps: readonly string[];
    known: readonly string[];
    onChange: (steps: string[]) => void;
}) {
    const list = useRef<HTMLOListElement>(null);
    const field = useRef<HTMLInputElement>(null);
    const [typed, setTyped] = useState("");
    const [said, setSaid] = useState("");
    const options = useId();
    const isKnown = known.includes(typed.trim());

    const add = () => {
        if (typed.trim() !== "") {
            onChange([...steps, typed.trim()]);
            setSaid(`${typed.trim()} is step ${steps.length + 1} now.`);
            setTyped("");
        }
    };
    const move = (index: number, by: number) => {
        const to = index + by;
        if (to >= 0 && to < steps.length) {
            onChange(moved(steps, index, by));
            setSaid(`${steps[index]} is step ${to + 1} now.`);
            requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>("[data-step]")[to]?.focus());
        }
    };
    const remove = (index: number) => {
        onChange(steps.filter((_, at) => at !== index));
        setSaid(`${steps[index]} is taken out.`);
        requestAnimationFrame(() => {
            const left = list.current?.querySelectorAll<HTMLElement>("[data-step]");
            (left?.[Math.min(index, left.length - 1)] ?? field.current)?.focus();
        });
    };
    return (
        <div class="step-list">
            <ol ref={list} aria-label="Steps of the funnel">
                {steps.map((step, index) => (
                    <li key={`${index} ${step}`} data-step tabIndex={0} aria-label={`${index + 1}: ${step}. Alt and an arrow move it, Delete takes it out.`}
                        onKeyDown={(event) => {
                            if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
                                event.preventDefault();
                                move(index, event.key === "ArrowUp" ? -1 : 1);
                            } else if (event.key === "Delete" && event.target === event.currentTarget) {
                                event.preventDefault();
                                remove(index);
                            }
                        }}>
                        <span class="step-place">{index + 1}</span>
                        <StepText step={step} />
                        <span class="step-acts">
                            <button type="button" class="quiet" aria-label={`Move ${step} up`} title="Up (Alt ↑)" disabled={index === 0} onClick={() => move(index, -1)}>↑</button>
                            <button type="button" class="quiet" aria-label={`Move ${step} down`} title="Down (Alt ↓)" disabled={index === steps.length - 1} onClick={() => move(index, 1)}>↓</button>
                            <button type="button" class="quiet" aria-label={`Take ${step} out`} title="Take out (Delete)" onClick={() => remove(index)}><Icon name="close" /></button>
                        </span>
                    </li>
                ))}
            </ol>
            <form class="step-add" onSubmit={(event) => {
                event.preventDefault();
                add();
            }}>
                <label class="filter">
                    <span>{steps.length === 0 ? "First step" : "Next step"}</span>
                    <input ref={field} type="text" dir="auto" list={options} value={typed} placeholder="the step's whole name" maxLength={500} spellcheck={false}
                        autocomplete="off" onInput={(event) => setTyped(event.currentTarget.value)} />
                </label>
                <datalist id={options}>{known.slice(0, 500).map((name) => <option key={name} value={name} />)}</datalist>
                <button type="submit" disabled={typed.trim() === ""}>Add</button>
                {typed.trim() !== "" && !isKnown && known.length > 0 && <span class="dim step-unknown">not seen yet</span>}
            </form>
            <p class="hidden" aria-live="polite">{said}</p>
        </div>
    );
}
