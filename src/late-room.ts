/**
 * A room that is made when the first of its methods is called, for rooms whose methods all return promises. A method rejects when
 * the room cannot be made; the next call tries again if `room` does.
 */
export function lateRoom<Room extends object>(room: () => Promise<Room>): Room {
  const methods = new Map<PropertyKey, (...args: unknown[]) => Promise<unknown>>();
  return new Proxy({} as Room, {
    get(_target, name) {
      // Whoever awaits a value asks it for `then`.
      if (name === 'then' || typeof name === 'symbol') return undefined;
      const method = methods.get(name) ?? (async (...args) => call(await room(), name, args));
      methods.set(name, method);
      return method;
    },
  });
}

function call(room: object, name: string, args: unknown[]): unknown {
  const method: unknown = Reflect.get(room, name);
  if (typeof method !== 'function') throw new Error(`The room has no method ${name}.`);
  return Reflect.apply(method, room, args);
}
