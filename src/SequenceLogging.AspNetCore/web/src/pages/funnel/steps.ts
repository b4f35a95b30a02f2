// The steps of a funnel in an address: names with commas in between; a comma of a name is written \,

export function readSteps(text: string | null): string[] {
    if (!text) {
        return [];
    }

    const steps: string[] = [];
    let step = "";
    for (let i = 0; i < text.length; i++) {
        const isMasked = text[i] === "\\" && (text[i + 1] === "," || text[i + 1] === "\\");
        if (text[i] === ",") {
            steps.push(step);
            step = "";
        } else {
            step += isMasked ? text[++i] : text[i];
        }
    }

    steps.push(step);
    return steps.filter((step) => step.trim() !== "");
}

export function writeSteps(steps: readonly string[]): string {
    return steps.map((step) => step.replace(/[\\,]/g, "\\$&")).join(",");
}

/** The list with one of its steps moved up or down; the same where it is at the end already. */
export function moved(steps: readonly string[], index: number, by: number): string[] {
    const to = index + by;
    const list = [...steps];
    const [step] = list.splice(index, 1);
    if (step === undefined || to < 0 || to > list.length) {
        return [...steps];
    }

    list.splice(to, 0, step);
    return list;
}
