import { useMemo, useState } from "preact/hooks";
import { partsOf } from "../../text/steps";
import { fold } from "./ways";

const mostLinks = 14;

/** A way as a line of steps, its repeats folded; a long one is shown whole on demand. */
export function Chain({ steps }: { steps: readonly string[] }) {
    const links = useMemo(() => fold(steps), [steps]);
    const [isWhole, setIsWhole] = useState(false);
    const isCut = !isWhole && links.length > mostLinks + 1;
    const shown = isCut ? [...links.slice(0, mostLinks - 2), null, ...links.slice(-2)] : links;
    let flow: string | null = null;
    return (
        <ol class="chain">
            {shown.map((link, index) => {
                if (link === null) {
                    flow = null;
                    return (
                        <li key="rest">
                            <button type="button" class="quiet" onClick={() => setIsWhole(true)}>{links.length - mostLinks} more…</button>
                        </li>
                    );
                }

                return (
                    <li key={index} class={link.times > 1 && link.steps.length > 1 ? "chain-loop" : undefined}>
                        {link.steps.map((step, at) => {
                            const parts = partsOf(step);
                            const isNewFlow = parts.flow !== null && parts.flow !== flow;
                            flow = parts.flow;
                            return (
                                <bdi key={at} class="chain-step" title={step}>
                                    {isNewFlow && <span class="chain-flow">{parts.flow}</span>}
                                    {parts.number && <span class="chain-number">{parts.number}</span>}
                                    <span>{parts.name}</span>
                                </bdi>
                            );
                        })}
                        {link.times > 1 && <span class="chain-times" title={`${link.times} times one behind the other`}>×{link.times}</span>}
                    </li>
                );
            })}
        </ol>
    );
}
