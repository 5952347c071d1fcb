/** The look of the reference: the demo's, without its parts. */
export const referenceStyle = `:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1d2327; --quiet: #5b656b; --line: #dfe1dc; --accent: #0b6e5f;
  --code: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181a; --ink: #e7ebe9; --quiet: #9aa6a6; --line: #2f383b; --accent: #56c7b1;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 70rem; padding: 1rem 1.25rem 4rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
a { color: var(--accent); }
code, pre { font-family: var(--code); font-size: 0.875em; }
code { overflow-wrap: anywhere; }
nav ul { list-style: none; padding: 0; columns: 22rem; }
nav li { break-inside: avoid; overflow-wrap: anywhere; }
nav h2 { font-size: 1rem; margin-bottom: 0.25rem; }
nav b { display: inline-block; min-width: 4rem; color: var(--quiet); font-size: 0.8rem; }
article { border-top: 1px solid var(--line); padding: 0.5rem 0 1rem; }
h3 b { color: var(--accent); }
h4 { margin: 1rem 0 0.25rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; min-width: 40rem; }
th, td { border-bottom: 1px solid var(--line); padding: 0.3rem 0.75rem 0.3rem 0; text-align: left;
  vertical-align: top; }
pre { overflow-x: auto; border: 1px solid var(--line); padding: 0.75rem; }
summary { cursor: pointer; }
`
