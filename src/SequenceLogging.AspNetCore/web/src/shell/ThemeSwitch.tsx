import { Icon } from "../parts/Icon";
import { theme, type Theme } from "./theme";

const choices: readonly { theme: Theme; icon: "system" | "sun" | "moon"; name: string }[] = [
    { theme: "system", icon: "system", name: "as the system" },
    { theme: "light", icon: "sun", name: "light" },
    { theme: "dark", icon: "moon", name: "dark" },
];

export function ThemeSwitch() {
    const index = choices.findIndex((choice) => choice.theme === theme.value);
    const [chosen, next] = [choices[index]!, choices[(index + 1) % choices.length]!];
    const label = `Colours: ${chosen.name}. Change to ${next.name}`;
    return (
        <button type="button" class="quiet theme-switch" aria-label={label} title={label} onClick={() => { theme.value = next.theme; }}>
            <Icon name={chosen.icon} />
        </button>
    );
}
