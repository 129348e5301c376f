export const examples: string[] = ['assign the alert to me', 'i take this alert'];
