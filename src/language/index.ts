export { asHeaderBlock, looksLikeHeaders } from './pasted-headers.ts';
export { resolveTimeRange } from './time-range.ts';
export { SURE_ENOUGH, type Understood, understand } from './understand.ts';
