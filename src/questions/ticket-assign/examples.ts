export const examples: string[] = ['take CM-10234', 'assign the ticket to me'];
