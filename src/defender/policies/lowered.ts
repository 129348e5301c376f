/** Lower case without a copy when there is nothing to change: lists of addresses are long and mostly lower case already. */
export function lowered(text: string): string {
  return /[A-Z\u0080-\uffff]/.test(text) ? text.toLowerCase() : text;
}
