import "./styles/index.css";
import { render } from "preact";
import { App } from "./shell/App";
import { followLinks } from "./shell/location";
import { keepTheme } from "./shell/theme";
import { keepClock } from "./text/clock";

keepTheme();
keepClock();
followLinks();

const root = document.getElementById("app") ?? document.body;
root.replaceChildren();
render(<App />, root);
