export { asHeaderBlock, looksLikeHeaders } from './pasted-headers.ts';
export { resolveTimeRange } from './time-range.ts';
export { type Understood, understand } from './understand.ts';
