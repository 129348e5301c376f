export const examples: string[] = ['answer the ticket: the region is EU', 'reply to CM-10234'];
