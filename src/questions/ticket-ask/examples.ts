export const examples: string[] = ['ask the customer which region they use', 'request the headers on CM-10234'];
