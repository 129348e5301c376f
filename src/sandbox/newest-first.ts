/** Puts an item into a list that is kept newest first; of equal times the new one comes first. */
export function insertNewestFirst<T extends { receivedAt: number }>(list: T[], item: T): void {
  const place = list.findIndex((one) => one.receivedAt <= item.receivedAt);
  list.splice(place === -1 ? list.length : place, 0, item);
}
