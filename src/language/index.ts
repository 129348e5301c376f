export { looksLikeHeaders } from './pasted-headers.ts';
export { resolveTimeRange } from './time-range.ts';
export { understand } from './understand.ts';
