export { resolveLaterTime } from './later-time.ts';
export { asHeaderBlock, looksLikeHeaders } from './pasted-headers.ts';
export { type Speller, spellerFor } from './spelling.ts';
export { resolveTimeRange } from './time-range.ts';
export { type Understood, understand } from './understand.ts';
