export const examples: string[] = ['export CM-10234', 'export the ticket with its history'];
