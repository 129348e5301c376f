/** The look of a printed page: paper first, readable on a narrow screen, no colour that carries meaning alone. */
export const pageStyle = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 14px/1.5 "Segoe UI", system-ui, -apple-system, sans-serif; color: #1b1b1f; background: #fff; margin: 0 auto; padding: 32px; max-width: 960px; overflow-wrap: anywhere; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; } h2 { font-size: 19px; margin: 36px 0 10px; border-bottom: 2px solid #d8d8e0; padding-bottom: 4px; }
h3 { font-size: 16px; margin: 24px 0 4px; } h4 { font-size: 14px; margin: 14px 0 2px; }
p { margin: 4px 0 8px; } ul, ol { margin: 4px 0 8px; padding-left: 22px; } a { color: #1f4fa3; }
.sub { color: #55555f; } .score { font-size: 40px; font-weight: 600; line-height: 1; } .score small { font-size: 16px; font-weight: 400; color: #55555f; }
.tiles { display: flex; flex-wrap: wrap; gap: 10px; margin: 14px 0; padding: 0; } .tiles li { list-style: none; border: 1px solid #d8d8e0; border-radius: 6px; padding: 8px 14px; min-width: 104px; }
.tiles b { display: block; font-size: 22px; line-height: 1.2; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 13px; } th, td { text-align: left; vertical-align: top; padding: 6px 8px; border-bottom: 1px solid #e3e3ea; overflow-wrap: anywhere; } th { background: #f3f3f7; overflow-wrap: normal; } td:first-child, td.n { white-space: nowrap; } td .sub { display: inline-block; max-width: 22em; white-space: normal; }
figure { margin: 16px 0; } figcaption { font-weight: 600; margin-bottom: 6px; } svg { display: block; } svg.key { display: inline-block; vertical-align: -1px; }
.bar { margin-bottom: 8px; break-inside: avoid; } .bar p { display: flex; justify-content: space-between; gap: 12px; margin: 0 0 2px; font-size: 13px; } .bar .note { color: #55555f; white-space: nowrap; }
svg text { font: 600 12px "Segoe UI", system-ui, sans-serif; fill: #fff; text-anchor: middle; }
.legend span { margin-right: 14px; white-space: nowrap; } .track { fill: #e8e8ef; }
.s-critical { fill: #a4262c; } .s-high { fill: #c2410c; } .s-medium { fill: #8a6100; } .s-low { fill: #2b6cb0; } .s-waived { fill: #6b6b76; } .s-unknown { fill: #6b6b76; } .s-none { fill: #8f1d3f; } .s-good { fill: #1e7145; }
.c-0 { fill: #1f4fa3; } .c-1 { fill: #0f766e; } .c-2 { fill: #7a3e9d; } .c-3 { fill: #8a6100; } .c-4 { fill: #9d174d; } .c-5 { fill: #475569; }
.finding { border: 1px solid #d8d8e0; border-radius: 6px; padding: 4px 16px 12px; margin: 14px 0; } .finding h3 { margin-top: 12px; }
.badge { display: inline-block; border: 1px solid currentColor; border-radius: 4px; padding: 0 6px; font-size: 12px; font-weight: 600; }
.b-critical, .b-high { color: #a4262c; } .b-medium { color: #7a5600; } .b-low { color: #1f4fa3; } .b-none { color: #55555f; }
pre { background: #f3f3f7; border-radius: 4px; padding: 8px 10px; white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/1.45 Consolas, "Cascadia Mono", monospace; margin: 4px 0 8px; }
.warn { border-left: 3px solid #a4262c; padding-left: 10px; } .open { border-left: 3px solid #6b6b76; padding-left: 10px; }
footer { margin-top: 40px; color: #55555f; font-size: 12px; }
@media (max-width: 600px) { body { padding: 16px; } .tiles li { flex: 1 1 40%; } table { min-width: 640px; } .legend span { white-space: normal; } }
@media print { body { padding: 0; max-width: none; font-size: 11px; } h2 { break-after: avoid; } h3, h4 { break-after: avoid; } figure, pre, tr, .tiles li { break-inside: avoid; } a { color: inherit; } * { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
@page { margin: 16mm 14mm; }
`;
