/**
 * The value of a property after a parameter was given: switches as booleans, `@{Add=..;Remove=..}` as `{ "Add": [..], "Remove": [..] }`
 * on what was there, one value for a list as a list.
 */
export function writtenValue(before: unknown, given: unknown): unknown {
  const list = Array.isArray(before) ? before : null;
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    const { Add, Remove } = given as { Add?: unknown; Remove?: unknown };
    const gone = new Set(listOf(Remove).map((one) => String(one).toLowerCase()));
    const kept = listOf(before).filter((one) => !gone.has(String(one).toLowerCase()));
    return [...kept, ...listOf(Add)];
  }
  if (given === '$true' || given === '$false') return given === '$true';
  return list !== null && given !== null ? listOf(given) : given;
}

function listOf(value: unknown): unknown[] {
  return value === null || value === undefined ? [] : [value].flat();
}
