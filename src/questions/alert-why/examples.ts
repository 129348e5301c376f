export const examples: string[] = ['why this alert', 'what is behind the alert'];
