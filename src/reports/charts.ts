import type { ToldScore } from '../defender/gaps/score.ts';
import { html } from './html.ts';

export interface Segment {
  label: string;
  value: number;
  /** A CSS class of the page, e.g. `s-high`. */
  shade: string;
}

export interface Bar {
  label: string;
  note: string;
  segments: readonly Segment[];
}

/** A number is written into its part of the bar from this share of the width on. */
const roomForNumber = 0.06;

/** Stacked bars, each under its label; `most` is the full width. Sizes are in percent, so that text keeps its size on any screen. */
export function stackedBars(
  title: string,
  bars: readonly Bar[],
  most: number,
  number: (value: number) => string = String,
): string {
  if (bars.length === 0) return '';
  const rows = bars.map(({ label, note, segments }) => {
    const words = `${label}: ${segments.map((segment) => `${segment.label} ${segment.value}`).join(', ')}`;
    return `<div class="bar"><p><span>${html(label)}</span> <span class="note">${html(note)}</span></p><svg role="img" aria-label="${html(words)}" width="100%" height="22">${boxes(segments, most, number)}</svg></div>`;
  });
  return `<figure><figcaption>${html(title)}</figcaption>${rows.join('')}</figure>`;
}

function boxes(segments: readonly Segment[], most: number, number: (value: number) => string): string {
  let left = 0;
  const drawn = segments.map(({ label, value, shade }) => {
    const share = value / Math.max(1, most);
    const box = `<g><title>${html(`${label}: ${number(value)}`)}</title><rect class="${shade}" x="${percent(left)}" width="${percent(share)}" height="22"/>`;
    const text =
      share < roomForNumber ? '' : `<text x="${percent(left + share / 2)}" y="15">${html(number(value))}</text>`;
    left += share;
    return value > 0 ? `${box}${text}</g>` : '';
  });
  return drawn.join('');
}

/** The score as a bar from 0 to 100. */
export function scoreChart({ score, atMost }: Pick<ToldScore, 'score' | 'atMost'>): string {
  const words = score === null ? 'Score not given' : `Score ${atMost ? 'at most ' : ''}${score} of 100`;
  const shade = score === null ? 's-unknown' : score >= 80 ? 's-good' : score >= 50 ? 's-medium' : 's-critical';
  return `<svg role="img" aria-label="${html(words)}" width="100%" height="18"><rect class="track" width="100%" height="18" rx="9"/><rect class="${shade}" width="${percent((score ?? 0) / 100)}" height="18" rx="9"/></svg>`;
}

export function legend(items: readonly { label: string; shade: string }[]): string {
  return `<p class="legend">${items.map(legendItem).join(' ')}</p>`;
}

export function legendItem({ label, shade }: { label: string; shade: string }): string {
  return `<span><svg class="key" width="12" height="12"><rect class="${shade}" width="12" height="12"/></svg> ${html(label)}</span>`;
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}
