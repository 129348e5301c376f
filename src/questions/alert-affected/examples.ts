export const examples: string[] = ['who is affected by this alert', 'who does the alert concern'];
