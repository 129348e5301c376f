/** The conversation itself: Teams adds the thread that somebody wrote in to a channel's id. */
export function withoutThread(conversationId: string): string {
  return conversationId.replace(/;messageid=.*$/, '');
}
