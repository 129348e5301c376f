import { html } from '../../reports/html.ts';
import type { MailboxTime } from '../test-campaign/outcome.ts';

const box = { width: 720, height: 240, left: 52, right: 14, top: 14, bottom: 34 };

/** Share of recipients that had the mail after so many seconds, a step for each time. `times` is ascending. */
export function arrivalSteps(times: readonly MailboxTime[], people: number): { seconds: number; share: number }[] {
  const steps: { seconds: number; share: number }[] = [];
  for (const [index, { seconds }] of times.entries()) {
    const share = people === 0 ? 0 : (index + 1) / people;
    if (steps.at(-1)?.seconds === seconds) steps.pop();
    steps.push({ seconds, share });
  }
  return steps;
}

/** "45 s", "3 min", "2 h" */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 360) / 10} h`;
}

/** The curve as SVG, with its sizes in the picture so that it scales; the words say the same for those who cannot see it. */
export function arrivalCurve(times: readonly MailboxTime[], people: number): string {
  const steps = arrivalSteps(times, people);
  const last = steps.at(-1);
  if (last === undefined) return '';
  const longest = Math.max(60, last.seconds);
  const x = (seconds: number) => round(box.left + (seconds / longest) * (box.width - box.left - box.right));
  const y = (share: number) => round(box.height - box.bottom - share * (box.height - box.top - box.bottom));
  const path = steps.map(({ seconds, share }) => `H${x(seconds)}V${y(share)}`).join('');
  const words = `${times.length} of ${people} recipients had it after ${duration(last.seconds)}; half of those after ${duration(medianOf(times))}.`;
  const lines = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${box.left}" x2="${box.width - box.right}" y1="${y(share)}" y2="${y(share)}" stroke="#d8d8e0"/>${label(box.left - 6, y(share) + 4, 'end', `${share * 100} %`)}`,
  );
  const marks = [0, 0.25, 0.5, 0.75, 1].map((part) =>
    label(
      x(part * longest),
      box.height - 12,
      part === 0 ? 'start' : part === 1 ? 'end' : 'middle',
      duration(part * longest),
    ),
  );
  return `<figure><figcaption>Time to inbox</figcaption><svg role="img" aria-label="${html(words)}" viewBox="0 0 ${box.width} ${box.height}" width="100%">${lines.join('')}<path d="M${x(0)} ${y(0)}${path}H${x(longest)}" fill="none" stroke="#1f4fa3" stroke-width="2"/>${marks.join('')}</svg><p class="sub">${html(words)}</p></figure>`;
}

function medianOf(times: readonly MailboxTime[]): number {
  return times[Math.floor((times.length - 1) / 2)]?.seconds ?? 0;
}

function label(x: number, y: number, anchor: string, text: string): string {
  return `<text x="${x}" y="${y}" style="fill:#55555f;text-anchor:${anchor};font-weight:400">${html(text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
