export { resolveFollowUp } from './follow-up.ts';
export { looksLikeHeaders } from './pasted-headers.ts';
export { resolveTimeRange, type TimeRange } from './time-range.ts';
export { SURE_ENOUGH, type UnderstandContext, type Understood, understand } from './understand.ts';
