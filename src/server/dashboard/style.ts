/** How the dashboard looks, by day and by night. */
export const style = `
:root {
  color-scheme: light dark;
  --back: #fafafa; --card: #ffffff; --text: #1c1f23; --soft: #59616b; --line: #d9dde2; --own: #1a6fb5; --other: #b3bcc7;
}
@media (prefers-color-scheme: dark) {
  :root { --back: #16181b; --card: #1f2226; --text: #e6e8ea; --soft: #a3abb5; --line: #363b42; --own: #5fb0f0; --other: #59626d; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1100px; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline; margin-bottom: 1rem; }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 0 0 .6rem; }
p { margin: .3rem 0 .8rem; }
.soft, caption { color: var(--soft); }
nav { display: flex; gap: .8rem; align-items: baseline; margin-left: auto; }
a { color: var(--own); }
a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: .75rem; padding: 0; margin: 0 0 .75rem; list-style: none; }
.tiles li, section { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem; }
.tiles strong { display: block; font-size: 1.5rem; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr)); gap: .75rem; align-items: start; }
.across { grid-column: 1 / -1; }
caption { text-align: left; padding-bottom: .4rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .3rem .4rem; border-top: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
th { font-weight: 500; color: var(--soft); }
thead th { border-top: 0; }
th:first-child, td:first-child { text-align: left; padding-left: 0; overflow-wrap: anywhere; min-width: 5.5rem; }
tbody th { color: var(--text); }
svg { display: block; width: 100%; height: auto; }
td svg { min-width: 5rem; height: 14px; margin-top: .25rem; }
rect.own { fill: var(--own); }
rect.other { fill: var(--other); }
form { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; }
label { display: grid; gap: .2rem; flex: 1 1 16rem; }
input { font: inherit; padding: .45rem .6rem; border: 1px solid var(--soft); border-radius: 6px; background: var(--card); color: var(--text); width: 100%; }
button { font: inherit; padding: .45rem 1rem; border: 1px solid var(--own); border-radius: 6px; background: var(--own); color: var(--card); cursor: pointer; }
nav form { display: inline; }
nav button { background: none; border: 0; padding: 0; color: var(--own); text-decoration: underline; }
:focus-visible { outline: 2px solid var(--own); outline-offset: 2px; }
[role='alert'] { border-left: 4px solid #c4432b; padding-left: .6rem; }
`;
