import { effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

const key = "sequences-theme";

export const theme = signal<Theme>(stored());

export function keepTheme(): void {
    effect(() => {
        const chosen = theme.value;
        document.documentElement.toggleAttribute("data-theme", chosen !== "system");
        if (chosen !== "system") {
            document.documentElement.setAttribute("data-theme", chosen);
        }

        try {
            chosen === "system" ? localStorage.removeItem(key) : localStorage.setItem(key, chosen);
        } catch {
            // A browser without storage forgets the choice; the page works.
        }
    });
}

function stored(): Theme {
    try {
        const value = localStorage.getItem(key);
        return value === "light" || value === "dark" ? value : "system";
    } catch {
        return "system";
    }
}
